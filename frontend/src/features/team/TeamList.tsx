import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import { type Ref, useState } from "react";
import { explain } from "@/api/explain";
import { t } from "@/lib/messages/t";
import { useSettled } from "@/lib/useSettled";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { LoadFailure } from "@/ui/LoadFailure";
import { Loading } from "@/ui/Loading";
import { Notice } from "@/ui/Notice";
import { Row } from "@/ui/Row";
import text from "@/ui/styles/text.module.css";
import { TextField } from "@/ui/TextField";
import type { Act } from "./memberActs";
import { type TeamUser, teamUsersQuery } from "./queries";
import styles from "./TeamList.module.css";
import { TeamTable } from "./TeamTable";

interface TeamListProps {
  ownId: string;
  isAdmin: boolean;
  /** What was done last. */
  told: string | undefined;
  countRef: Ref<HTMLParagraphElement>;
  onEdit: (userId: string) => void;
  onAct: (user: TeamUser, act: Act, opener: HTMLButtonElement | null) => void;
  onInvite: () => void;
  onShowActivity: (userId: string) => void;
}

export function TeamList({ isAdmin, told, countRef, onInvite, ...rowProps }: TeamListProps) {
  const [search, setSearch] = useState("");
  const query = useSettled(search.trim());
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(teamUsersQuery(query));
  const users = data?.pages.flatMap((page) => page.items);

  return (
    <Card>
      {isAdmin && (
        <Row>
          <Button look="primary" onClick={onInvite}>
            <UserPlus size={18} aria-hidden="true" />
            {t.teamAdmin.invite}
          </Button>
          <Link to="/team/policy" className={styles.policy}>
            {t.teamAdmin.policy}
          </Link>
        </Row>
      )}
      {told && <Notice tone="success">{told}</Notice>}
      <search className={styles.search}>
        <TextField
          label={t.team.search}
          hint={isAdmin ? t.team.searchHintAdmin : t.team.searchHint}
          name="query"
          type="search"
          value={search}
          autoComplete="off"
          maxLength={200}
          onChange={setSearch}
        />
      </search>
      {error && <LoadFailure {...explain(error)} onRetry={refetch} />}
      {!users && !error && <Loading />}
      {users?.length === 0 && <Notice>{t.team.none}</Notice>}
      {users && users.length > 0 && <TeamTable users={users} isAdmin={isAdmin} {...rowProps} />}
      {hasNextPage && <Button onClick={() => fetchNextPage()}>{t.team.more}</Button>}
      <p ref={countRef} tabIndex={-1} role="status" className={text.aside}>
        {users && !hasNextPage && t.team.count(users.length)}
      </p>
    </Card>
  );
}
