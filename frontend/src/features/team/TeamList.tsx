import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { explain } from "@/api/explain";
import { t } from "@/lib/messages/t";
import { useSettled } from "@/lib/useSettled";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Loading } from "@/ui/Loading";
import { Notice } from "@/ui/Notice";
import { TextField } from "@/ui/TextField";
import { teamUsersQuery } from "./queries";
import styles from "./TeamList.module.css";
import { TeamTable } from "./TeamTable";

interface TeamListProps {
  ownId: string;
  onEdit: (userId: string) => void;
}

export function TeamList({ ownId, onEdit }: TeamListProps) {
  const [search, setSearch] = useState("");
  const query = useSettled(search.trim());
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(teamUsersQuery(query));
  const users = data?.pages.flatMap((page) => page.items);

  return (
    <Card>
      <search className={styles.search}>
        <TextField
          label={t.team.search}
          hint={t.team.searchHint}
          name="query"
          type="search"
          value={search}
          autoComplete="off"
          maxLength={200}
          onChange={setSearch}
        />
      </search>
      {error && (
        <Notice tone="danger">
          <p>{explain(error).message}</p>
          <Button onClick={() => refetch()}>{t.common.retry}</Button>
        </Notice>
      )}
      {!users && !error && <Loading />}
      {users?.length === 0 && <Notice>{t.team.none}</Notice>}
      {users && users.length > 0 && <TeamTable users={users} ownId={ownId} onEdit={onEdit} />}
      {hasNextPage && <Button onClick={() => fetchNextPage()}>{t.team.more}</Button>}
      <p role="status" className={styles.count}>
        {users && !hasNextPage && t.team.count(users.length)}
      </p>
    </Card>
  );
}
