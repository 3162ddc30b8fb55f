import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { forgetPersonal } from "@/api/caches";
import { call } from "@/api/call";
import { client } from "@/api/client";
import type { components } from "@/api/schema";
import { type Authenticated, beginSession, endSessionEverywhere } from "@/api/session";
import { type Language, speak, toLanguage } from "@/lib/language";

export type Me = components["schemas"]["Me"];

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => {
    const me = await call(client.GET("/api/v1/me", { signal }));
    await speakTo(me);
    return me;
  },
});

/** Speaks the user's own language, as far as it can be had. */
export async function speakTo({ locale }: Me): Promise<void> {
  const language = toLanguage(locale);
  if (language) await speak(language).catch(() => undefined);
}

/** Has the pages and our mails speak another language to the user. */
export async function chooseForUser(queryClient: QueryClient, locale: Language): Promise<void> {
  const me = await call(client.PATCH("/api/v1/me", { body: { locale } }));
  queryClient.setQueryData(meQuery.queryKey, me);
  await speak(locale);
}

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
