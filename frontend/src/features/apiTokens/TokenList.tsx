import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode, Ref } from "react";
import { explain } from "@/api/explain";
import { t } from "@/lib/messages/t";
import { formatDay, formatMoment } from "@/lib/time";
import { Button } from "@/ui/Button";
import { Item, ItemList, ListCard } from "@/ui/ListCard";
import { LoadFailure } from "@/ui/LoadFailure";
import { Loading } from "@/ui/Loading";
import { type ApiToken, apiTokensQuery } from "./queries";

interface TokenListProps {
  headingRef: Ref<HTMLHeadingElement>;
  action: ReactNode;
  onDelete: (token: ApiToken) => void;
}

export function TokenList({ headingRef, action, onDelete }: TokenListProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(apiTokensQuery);
  const tokens = data?.pages.flatMap((page) => page.items);

  return (
    <ListCard
      headingRef={headingRef}
      title={t.apiTokens.list}
      lead={tokens?.length === 0 && t.apiTokens.none}
      action={action}
    >
      {!tokens && !error && <Loading />}
      {error && <LoadFailure {...explain(error)} onRetry={refetch} />}
      {tokens && tokens.length > 0 && (
        <ItemList>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onDelete={() => onDelete(token)} />
          ))}
        </ItemList>
      )}
      {hasNextPage && <Button onClick={() => fetchNextPage()}>{t.apiTokens.more}</Button>}
    </ListCard>
  );
}

function TokenRow({ token, onDelete }: { token: ApiToken; onDelete: () => void }) {
  const { name, scopes, created_at, last_used_at, expires_at } = token;
  const may = scopes.map((scope) => t.apiTokens.scopeLabels[scope] ?? scope).join(" · ");
  const span = [t.apiTokens.created(formatDay(created_at)), t.apiTokens.expires(formatDay(expires_at))].join(
    " · ",
  );
  const use = last_used_at ? t.apiTokens.lastUsed(formatMoment(last_used_at)) : t.apiTokens.neverUsed;
  return (
    <Item name={name} lines={[may, span, use]}>
      <Button onClick={onDelete} aria-label={t.apiTokens.deleteNamed(name)}>
        {t.apiTokens.delete}
      </Button>
    </Item>
  );
}
