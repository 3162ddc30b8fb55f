import { type ApiProblem, problemOf, toApiProblem } from "./problem";
import { publicClient } from "./publicClient";
import { beginSession, currentSession, type EndReason, endSession } from "./session";

const LOCK = "vestibule-refresh";

let underway: Promise<void> | undefined;

/**
 * Exchanges the refresh cookie for an access token: one exchange at a time in this tab, and, by the lock, in
 * all tabs. Afterwards there is a session, or there is none: a refusal is no error.
 */
export function refreshSession(): Promise<void> {
  underway ??= exchangeLocked().finally(() => {
    underway = undefined;
  });
  return underway;
}

async function exchangeLocked(): Promise<void> {
  await navigator.locks.request(LOCK, exchange);
}

async function exchange(): Promise<void> {
  const { data, error, response } = await publicClient.POST("/api/v1/auth/refresh", {
    body: { transport: "cookie" },
  });
  if (data?.status !== "authenticated") {
    const refusal = toApiProblem(response, error);
    if (problemOf(refusal, "enrollment_required")) return endSession("enrollment_required");
    if (response.status === 401) return endSession(reasonOf(refusal));
    throw refusal;
  }

  const before = currentSession()?.userId;
  // Someone else logged in by another tab, so what this one shows is not theirs.
  if (before !== undefined && before !== data.user.id) endSession("other_user");
  else beginSession(data);
}

function reasonOf(refusal: ApiProblem): EndReason {
  const reason = problemOf(refusal, "invalid_token")?.reason;
  return reason === "ended" || reason === "password_changed" || reason === "superseded" ? reason : "expired";
}
