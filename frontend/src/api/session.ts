/**
 * The session of this tab. The access token lives in this variable alone: never in storage, never in the
 * address. The refresh token is a cookie that scripts can't read.
 */
import { type Authenticated, expiryOf, type Session, type EndReason as ToldReason } from "@vestibule/client";

export type { Authenticated } from "@vestibule/client";

interface TabSession extends Session {
  /** When it ends unless it is refreshed before; other tabs refresh it too. */
  readonly endsAt: number | undefined;
}

/** Why the session of this tab is over; other tabs may have begun another one. */
export type EndReason = ToldReason | "other_user";

type EndListener = (reason: EndReason) => void;

const CHANNEL = "vestibule-session";
const LOGGED_OUT = "logged-out";

/** Another tab refreshed the session that all of them share. */
interface Renewed {
  readonly userId: string;
  readonly endsAt: number;
}

let session: TabSession | undefined;
const listeners = new Set<EndListener>();
const watchers = new Set<() => void>();
const otherTabs = new BroadcastChannel(CHANNEL);

otherTabs.onmessage = ({ data }: MessageEvent<unknown>) => {
  if (data === LOGGED_OUT) endSession("logged_out");
  else if (isRenewed(data) && session?.userId === data.userId) keep({ ...session, endsAt: data.endsAt });
};

function isRenewed(data: unknown): data is Renewed {
  return typeof data === "object" && data !== null && "userId" in data && "endsAt" in data;
}

/** Shows everyone who looks at the session what it is now. */
function keep(kept: TabSession | undefined): void {
  session = kept;
  for (const tell of watchers) tell();
}

/** Tells of each change of the session. */
export function watchSession(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function currentSession(): TabSession | undefined {
  return session;
}

type Opening = Pick<Authenticated, "access_token" | "expires_in" | "refresh_expires_in" | "user">;

export function beginSession(outcome: Opening): void {
  const { access_token, expires_in, refresh_expires_in, user } = outcome;
  const endsAt = expiryOf(refresh_expires_in);
  keep({ accessToken: access_token, expiresAt: expiryOf(expires_in), endsAt, userId: user.id });
  otherTabs.postMessage({ userId: user.id, endsAt } satisfies Renewed);
}

export function beginEnrollmentSession(outcome: { access_token: string; expires_in: number }): void {
  const expiresAt = expiryOf(outcome.expires_in);
  keep({ accessToken: outcome.access_token, expiresAt, endsAt: undefined, userId: undefined });
}

/** Takes the token that a step-up or a confirmed set-up gave the running session. */
export function renewAccessToken(renewed: { access_token: string; expires_in: number }): void {
  if (!session) return;
  keep({ ...session, accessToken: renewed.access_token, expiresAt: expiryOf(renewed.expires_in) });
}

export function endSession(reason: EndReason): void {
  if (!session) return;
  keep(undefined);
  for (const tell of listeners) tell(reason);
}

/** Ends the session here and in every other tab. */
export function endSessionEverywhere(): void {
  otherTabs.postMessage(LOGGED_OUT);
  endSession("logged_out");
}

export function onSessionEnd(listener: EndListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
