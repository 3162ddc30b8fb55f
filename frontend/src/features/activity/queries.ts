import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { call } from "@/api/call";
import { client } from "@/api/client";
import type { components } from "@/api/schema";
import { startOfDaysBack } from "@/lib/time";

/** An entry of the log. What `detail` holds depends on the action, so the contract leaves it open. */
export type Activity = Omit<components["schemas"]["Activity"], "detail"> & {
  detail: Readonly<Record<string, unknown>>;
};

/** Whose activity: one's own, or the team's, narrowed to one person and to the last days. */
export type Scope =
  | { readonly of: "own" }
  | { readonly of: "team"; readonly user?: string | undefined; readonly days?: number | undefined };

/** What was read on the way to the page isn't read again by the page. */
const JUST_NOW_MS = 1000;

export function activityQuery(scope: Scope) {
  return infiniteQueryOptions({
    queryKey: ["activity", scope],
    queryFn: ({ signal, pageParam }) =>
      scope.of === "team" ? readTeams(scope, pageParam, signal) : readOwn({ cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    // A log that stood still since the last visit is no log.
    staleTime: JUST_NOW_MS,
  });
}

/** Enough to notice one that wasn't one's own. */
const SHOWN = 3;
/** Other entries may stand between; beyond so many pages the log-ins are long past. */
const MOST_PAGES = 3;

/** The newest of one's own log-ins. */
export const lastLogInsQuery = queryOptions({
  queryKey: ["activity", "last-log-ins"],
  queryFn: async ({ signal }) => {
    const logIns: Activity[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < MOST_PAGES && logIns.length < SHOWN; pages += 1) {
      const { items, next_cursor } = await readOwn({ cursor, limit: 100 }, signal);
      logIns.push(...items.filter(({ action }) => action === "logged_in"));
      if (next_cursor === null) break;
      cursor = next_cursor;
    }
    return logIns.slice(0, SHOWN);
  },
  staleTime: JUST_NOW_MS,
});

function readOwn(query: { cursor: string | undefined; limit?: number }, signal: AbortSignal) {
  return call(client.GET("/api/v1/me/activity", { signal, params: { query } }));
}

function readTeams(
  { user, days }: Extract<Scope, { of: "team" }>,
  cursor: string | undefined,
  signal: AbortSignal,
) {
  const after = days === undefined ? undefined : startOfDaysBack(days, new Date()).toISOString();
  return call(client.GET("/api/v1/team/activity", { signal, params: { query: { user, after, cursor } } }));
}
