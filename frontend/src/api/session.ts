/**
 * The session of this tab. The access token lives in this variable alone: never in storage, never in the
 * address. The refresh token is a cookie that scripts can't read.
 */
import type { components } from "./schema.gen";

/** The outcome that opens a session. */
export type Authenticated = Extract<components["schemas"]["LoginOutcome"], { status: "authenticated" }>;

interface Session {
  readonly accessToken: string;
  readonly expiresAt: number;
  /** Unknown for an enrolment token, which opens the set-up and nothing else. */
  readonly userId: string | undefined;
}

/** Why a session is over: the API's `reason`, or one of ours. */
export type EndReason =
  | "logged_out"
  | "expired"
  | "ended"
  | "password_changed"
  | "superseded"
  | "enrollment_required"
  | "other_user";

type EndListener = (reason: EndReason) => void;

const CHANNEL = "vestibule-session";
const LOGGED_OUT = "logged-out";

let session: Session | undefined;
const listeners = new Set<EndListener>();
const otherTabs = new BroadcastChannel(CHANNEL);

otherTabs.onmessage = ({ data }: MessageEvent<unknown>) => {
  if (data === LOGGED_OUT) endSession("logged_out");
};

export function currentSession(): Session | undefined {
  return session;
}

export function beginSession(outcome: Pick<Authenticated, "access_token" | "expires_in" | "user">): void {
  const { access_token, expires_in, user } = outcome;
  session = { accessToken: access_token, expiresAt: expiryOf(expires_in), userId: user.id };
}

export function beginEnrollmentSession(outcome: { access_token: string; expires_in: number }): void {
  session = {
    accessToken: outcome.access_token,
    expiresAt: expiryOf(outcome.expires_in),
    userId: undefined,
  };
}

/** Takes the token that a step-up or a confirmed set-up gave the running session. */
export function renewAccessToken(renewed: { access_token: string; expires_in: number }): void {
  if (!session) return;
  session = { ...session, accessToken: renewed.access_token, expiresAt: expiryOf(renewed.expires_in) };
}

export function endSession(reason: EndReason): void {
  if (!session) return;
  session = undefined;
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

function expiryOf(seconds: number): number {
  return Date.now() + seconds * 1000;
}
