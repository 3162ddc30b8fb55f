/** The log-in that waits for its second factor. In memory alone: a reload begins again. */
import type { components } from "@/api/schema";

export type SecondFactorRequired = Extract<
  components["schemas"]["LoginOutcome"],
  { status: "second_factor_required" }
>;

export interface PendingLogin {
  readonly username: string;
  readonly challenge: SecondFactorRequired;
  /** When the challenge runs out, in milliseconds of the epoch. */
  readonly endsAt: number;
}

let pending: PendingLogin | undefined;
let lastUsername = "";

export function beginPendingLogin(username: string, challenge: SecondFactorRequired): void {
  lastUsername = username;
  pending = { username, challenge, endsAt: Date.now() + challenge.expires_in * 1000 };
}

export function pendingLogin(): PendingLogin | undefined {
  return pending && pending.endsAt > Date.now() ? pending : undefined;
}

/** Forgets the challenge. The user name stays, so that only the password is typed again. */
export function endPendingLogin(): void {
  pending = undefined;
}

/** What the log-in page begins with; empty for someone else's turn. */
export function rememberUsername(username: string): void {
  lastUsername = username;
}

export function usernameOfLastLogin(): string {
  return lastUsername;
}
