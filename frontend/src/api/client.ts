import createClient from "openapi-fetch";
import { untilLoggedInAgain } from "./logInAgain";
import { reach } from "./reach";
import { refreshSession } from "./refresh";
import type { paths } from "./schema.gen";
import { currentSession, endSession } from "./session";

/** For calls in the running session. */
export const client = createClient<paths>({ baseUrl: window.location.origin, fetch: reachInSession });

/**
 * An access token that ran out is replaced before the call, or after the refusal that shows it: only ever
 * for a call that somebody caused, never by a timer. A session that the team's policy took its worth from is
 * over, and so is a set-up that took too long.
 */
async function reachInSession(request: Request): Promise<Response> {
  const session = currentSession();
  const isFull = session?.userId !== undefined;
  if (isFull && session.expiresAt <= Date.now()) await renewSession();

  const answer = await reach(withToken(request.clone()));
  const refusal = await refusalOf(answer);
  if (refusal === "enrollment_required" && isFull) endSession("enrollment_required");
  if (refusal !== "invalid_token" || !currentSession()) return answer;
  if (!isFull) {
    endSession("expired");
    return answer;
  }

  await renewSession();
  return currentSession() ? reach(withToken(request)) : answer;
}

/** Where the session is over and a log-in is asked for over the page, the call waits for it. */
async function renewSession(): Promise<void> {
  await refreshSession();
  await untilLoggedInAgain();
}

function withToken(request: Request): Request {
  const session = currentSession();
  if (session) request.headers.set("Authorization", `Bearer ${session.accessToken}`);
  return request;
}

/** The code of a refusal that is about the session itself. */
async function refusalOf(answer: Response): Promise<string | undefined> {
  if (answer.status !== 401 && answer.status !== 403) return undefined;
  const problem: unknown = await answer
    .clone()
    .json()
    .catch(() => null);
  const code =
    typeof problem === "object" && problem !== null && "code" in problem ? problem.code : undefined;
  return typeof code === "string" ? code : undefined;
}
