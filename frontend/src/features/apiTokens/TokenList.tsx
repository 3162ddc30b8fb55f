import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode, Ref } from "react";
import { explain } from "@/api/explain";
import { t } from "@/lib/messages/t";
import { formatDay, formatMoment } from "@/lib/time";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { LoadFailure } from "@/ui/LoadFailure";
import { Loading } from "@/ui/Loading";
import { Row } from "@/ui/Row";
import { type ApiToken, apiTokensQuery } from "./queries";
import styles from "./TokenList.module.css";

interface TokenListProps {
  headingRef: Ref<HTMLHeadingElement>;
  action: ReactNode;
  onDelete: (token: ApiToken) => void;
}

export function TokenList({ headingRef, action, onDelete }: TokenListProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(apiTokensQuery);
  const tokens = data?.pages.flatMap((page) => page.items);

  return (
    <Card>
      <Row spread>
        <div>
          <h2 ref={headingRef} tabIndex={-1}>
            {t.apiTokens.list}
          </h2>
          {tokens?.length === 0 && <p className={styles.soft}>{t.apiTokens.none}</p>}
        </div>
        {action}
      </Row>
      {!tokens && !error && <Loading />}
      {error && <LoadFailure {...explain(error)} onRetry={refetch} />}
      {tokens && tokens.length > 0 && (
        <ul className={styles.list}>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onDelete={() => onDelete(token)} />
          ))}
        </ul>
      )}
      {hasNextPage && <Button onClick={() => fetchNextPage()}>{t.apiTokens.more}</Button>}
    </Card>
  );
}

function TokenRow({ token, onDelete }: { token: ApiToken; onDelete: () => void }) {
  const { name, scopes, created_at, last_used_at, expires_at } = token;
  const may = scopes.map((scope) => t.apiTokens.scopeLabels[scope] ?? scope).join(" · ");
  return (
    <li className={styles.token}>
      <div className={styles.text}>
        <p className={styles.name}>{name}</p>
        <p className={styles.soft}>{may}</p>
        <p className={styles.soft}>
          {[t.apiTokens.created(formatDay(created_at)), t.apiTokens.expires(formatDay(expires_at))].join(
            " · ",
          )}
        </p>
        <p className={styles.soft}>
          {last_used_at ? t.apiTokens.lastUsed(formatMoment(last_used_at)) : t.apiTokens.neverUsed}
        </p>
      </div>
      <Button onClick={onDelete} aria-label={t.apiTokens.deleteNamed(name)}>
        {t.apiTokens.delete}
      </Button>
    </li>
  );
}
