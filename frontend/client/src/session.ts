import type { components } from "./schema.gen.js";

type Schemas = components["schemas"];

export type LoginOutcome = Schemas["LoginOutcome"];

/** The outcome that opens a session. */
export type Authenticated = Extract<LoginOutcome, { status: "authenticated" }>;

/** The outcome that opens the set-up of a second factor, and nothing else. */
export type EnrollmentRequired = Extract<LoginOutcome, { status: "enrollment_required" }>;

/** Why a session is over: the API's `reason`, or that its owner logged out. */
export type EndReason =
  | "logged_out"
  | "expired"
  | "ended"
  | "password_changed"
  | "superseded"
  | "enrollment_required";

export interface Session {
  readonly accessToken: string;
  /** In milliseconds, as `Date.now()` counts. */
  readonly expiresAt: number;
  /** Of the bearer transport; with cookies no script sees it. */
  readonly refreshToken?: string | undefined;
  /** Unknown for an enrolment token, which can't be renewed. */
  readonly userId: string | undefined;
}

/** Where the session is kept. */
export interface SessionStore {
  current(): Session | undefined;
  /** Takes what a log-in or an exchange opened; after an exchange it may be somebody else's, with cookies. */
  begin(outcome: Authenticated): void;
  beginEnrollment(outcome: Pick<EnrollmentRequired, "access_token" | "expires_in">): void;
  /** Takes the token that a step-up or a confirmed set-up gave the running session. */
  renew(renewed: Pick<Schemas["SteppedUp"], "access_token" | "expires_in">): void;
  end(reason: EndReason): void;
  /** Where a log-in may take the place of a session that ended: settles once that is decided. */
  settled?(): Promise<void>;
}

/** Keeps the session in a variable: never in storage that other scripts read. */
export function keepInMemory(): SessionStore {
  let session: Session | undefined;
  return {
    current: () => session,
    begin: ({ access_token, expires_in, refresh_token, user }) => {
      session = {
        accessToken: access_token,
        expiresAt: expiryOf(expires_in),
        refreshToken: refresh_token ?? undefined,
        userId: user.id,
      };
    },
    beginEnrollment: ({ access_token, expires_in }) => {
      session = { accessToken: access_token, expiresAt: expiryOf(expires_in), userId: undefined };
    },
    renew: ({ access_token, expires_in }) => {
      if (session) session = { ...session, accessToken: access_token, expiresAt: expiryOf(expires_in) };
    },
    end: () => {
      session = undefined;
    },
  };
}

export function expiryOf(seconds: number): number {
  return Date.now() + seconds * 1000;
}
