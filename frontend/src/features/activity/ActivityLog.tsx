import { useInfiniteQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { explain } from "@/api/explain";
import { deviceName } from "@/lib/deviceName";
import { t } from "@/lib/messages/t";
import { formatTime } from "@/lib/time";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { LoadFailure } from "@/ui/LoadFailure";
import { Loading } from "@/ui/Loading";
import { Notice } from "@/ui/Notice";
import hidden from "@/ui/styles/hidden.module.css";
import styles from "./ActivityLog.module.css";
import { byDay } from "./byDay";
import { type Activity, activityQuery, type Scope } from "./queries";
import { isUnusual, sentenceOf } from "./sentence";

interface ActivityLogProps {
  scope: Scope;
  ownId: string;
  /** Fields that narrow what is listed. */
  filter?: ReactNode;
}

/** The security log as sentences, day by day. */
export function ActivityLog({ scope, ownId, filter }: ActivityLogProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    activityQuery(scope),
  );
  const entries = data?.pages.flatMap((page) => page.items);

  return (
    <Card>
      {filter && <div className={styles.filter}>{filter}</div>}
      {!entries && !error && <Loading />}
      {entries?.length === 0 && (
        <Notice>{isNarrowed(scope) ? t.activity.noneMatches : t.activity.none}</Notice>
      )}
      {entries &&
        byDay(entries, new Date()).map(({ name, entries: ofDay }) => (
          <section key={name} className={styles.day}>
            <h2>{name}</h2>
            <ul className={styles.list}>
              {ofDay.map((entry) => (
                <Entry key={entry.id} entry={entry} ownId={ownId} />
              ))}
            </ul>
          </section>
        ))}
      {error && <LoadFailure {...explain(error)} onRetry={entries ? fetchNextPage : refetch} />}
      {hasNextPage && !error && (
        <Button isBusy={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t.activity.more}
        </Button>
      )}
    </Card>
  );
}

function isNarrowed(scope: Scope): boolean {
  return scope.of === "team" && (scope.user !== undefined || scope.days !== undefined);
}

function Entry({ entry, ownId }: { entry: Activity; ownId: string }) {
  const { at, ip, device_name } = entry;
  return (
    <li className={styles.entry}>
      <time dateTime={at} className={styles.time}>
        {formatTime(at)}
      </time>
      <div className={styles.text}>
        <p>
          {isUnusual(entry) && (
            <>
              <TriangleAlert size={18} aria-hidden="true" className={styles.unusual} />
              <span className={hidden.visually}>{t.activity.unusual} </span>
            </>
          )}
          {sentenceOf(entry, ownId)}
        </p>
        <p className={styles.soft}>
          {[device_name && deviceName(device_name), ip].filter(Boolean).join(" · ")}
        </p>
      </div>
    </li>
  );
}
