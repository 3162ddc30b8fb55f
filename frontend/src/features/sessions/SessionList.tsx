import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { explain } from "@/api/explain";
import { announce } from "@/lib/announce";
import { deviceName } from "@/lib/deviceName";
import { t } from "@/lib/messages/t";
import { formatMoment } from "@/lib/time";
import { Button } from "@/ui/Button";
import { Item, ItemList, ListCard } from "@/ui/ListCard";
import { LoadFailure } from "@/ui/LoadFailure";
import { Loading } from "@/ui/Loading";
import { Tag } from "@/ui/Tag";
import { WaitNotice } from "@/ui/WaitNotice";
import { type Session, sessionsQuery, useEndOtherSessions, useEndSession } from "./queries";

/** Where one is logged in, and how to end that. */
export function SessionList() {
  const headingRef = useRef<HTMLHeadingElement>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(sessionsQuery);
  const end = useEndSession();
  const endOthers = useEndOtherSessions();
  const sessions = data?.pages.flatMap((page) => page.items);
  const refusal = end.error ?? endOthers.error;
  const isAlone = sessions?.every(({ current }) => current) ?? false;

  /** The pressed button goes away with its row, so the focus moves to the heading. */
  function tell(message: string) {
    announce(message);
    headingRef.current?.focus();
  }

  function endOne(session: Session) {
    if (end.isPending) return;
    end.mutate(session, { onSuccess: () => tell(t.sessions.ended(placeOf(session))) });
  }

  function endAllOthers() {
    if (endOthers.isPending) return;
    endOthers.mutate(undefined, { onSuccess: () => tell(t.sessions.othersEnded) });
  }

  return (
    <ListCard
      headingRef={headingRef}
      title={t.sessions.list}
      lead={sessions && (isAlone ? t.sessions.onlyThis : t.sessions.listLead)}
      action={
        sessions &&
        !isAlone && (
          <Button isBusy={endOthers.isPending} onClick={endAllOthers}>
            {t.sessions.endOthers}
          </Button>
        )
      }
    >
      {refusal && <WaitNotice fault={explain(refusal)} />}
      {error && <LoadFailure {...explain(error)} onRetry={refetch} />}
      {!sessions && !error && <Loading />}
      {sessions && (
        <ItemList>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} onEnd={() => endOne(session)} />
          ))}
        </ItemList>
      )}
      {hasNextPage && <Button onClick={() => fetchNextPage()}>{t.sessions.more}</Button>}
    </ListCard>
  );
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const { created_at, last_seen_at, amr, current } = session;
  const proof = t.sessions.proofs[amr.at(-1) ?? ""];
  const since = formatMoment(created_at);
  return (
    <Item
      name={
        <>
          {placeOf(session)}
          {current && <Tag tone="good">{t.sessions.current}</Tag>}
        </>
      }
      lines={[
        proof ? t.sessions.proven(proof, since) : t.sessions.since(since),
        t.sessions.lastSeen(formatMoment(last_seen_at)),
      ]}
    >
      {!current && (
        <Button onClick={onEnd} aria-label={t.sessions.endNamed(placeOf(session))}>
          {t.sessions.end}
        </Button>
      )}
    </Item>
  );
}

function placeOf({ device_name, ip }: Session): string {
  return t.sessions.place(deviceName(device_name), ip);
}
