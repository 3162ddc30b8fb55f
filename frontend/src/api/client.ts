import createClient from "openapi-fetch";
import { reach } from "./reach";
import { refreshSession } from "./refresh";
import type { paths } from "./schema.gen";
import { currentSession } from "./session";

/** For calls in the running session. */
export const client = createClient<paths>({ baseUrl: window.location.origin, fetch: reachInSession });

/**
 * An access token that ran out is replaced before the call, or after the refusal that shows it: only ever
 * for a call that somebody caused, never by a timer.
 */
async function reachInSession(request: Request): Promise<Response> {
  const session = currentSession();
  if (session?.userId !== undefined && session.expiresAt <= Date.now()) await refreshSession();

  const answer = await reach(withToken(request.clone()));
  if (currentSession()?.userId === undefined || !(await saysInvalidToken(answer))) return answer;

  await refreshSession();
  return currentSession() ? reach(withToken(request)) : answer;
}

function withToken(request: Request): Request {
  const session = currentSession();
  if (session) request.headers.set("Authorization", `Bearer ${session.accessToken}`);
  return request;
}

async function saysInvalidToken(answer: Response): Promise<boolean> {
  if (answer.status !== 401) return false;
  const problem: unknown = await answer
    .clone()
    .json()
    .catch(() => null);
  return (
    typeof problem === "object" && problem !== null && "code" in problem && problem.code === "invalid_token"
  );
}
