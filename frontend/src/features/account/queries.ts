import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { forgetPersonal } from "@/api/caches";
import { call } from "@/api/call";
import { client } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { type Authenticated, beginSession, endSessionEverywhere } from "@/api/session";

export type Me = components["schemas"]["Me"];

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => call(client.GET("/api/v1/me", { signal })),
});

/** Opens the session that a log-in gave, and forgets what was read before it. */
export function enter(queryClient: QueryClient, outcome: Authenticated): void {
  forgetPersonal(queryClient);
  beginSession(outcome);
  queryClient.setQueryData(meQuery.queryKey, outcome.user);
}

/** Ends the session on the server if it can be reached, and here and in the other tabs in any case. */
export async function logOut(): Promise<void> {
  await client.POST("/api/v1/auth/logout").catch(() => undefined);
  endSessionEverywhere();
}
