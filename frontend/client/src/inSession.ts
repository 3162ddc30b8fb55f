import type { Reach } from "./reach.js";
import type { SessionStore } from "./session.js";

/**
 * Makes calls in the running session. An access token that ran out is replaced before the call, or after the
 * refusal that shows it: only ever for a call that somebody caused, never by a timer. A session that the
 * team's policy took its worth from is over, and so is a set-up that took too long.
 */
export function inSession(reach: Reach, session: SessionStore, refresh: () => Promise<void>): Reach {
  async function renew(): Promise<void> {
    await refresh();
    await session.settled?.();
  }

  function withToken(request: Request): Request {
    const running = session.current();
    if (running) request.headers.set("Authorization", `Bearer ${running.accessToken}`);
    return request;
  }

  return async (request) => {
    const running = session.current();
    const isFull = running?.userId !== undefined;
    if (isFull && running.expiresAt <= Date.now()) await renew();

    const answer = await reach(withToken(request.clone()));
    const refusal = await refusalOf(answer);
    if (refusal === "enrollment_required" && isFull) session.end("enrollment_required");
    if (refusal !== "invalid_token" || !session.current()) return answer;
    if (!isFull) {
      session.end("expired");
      return answer;
    }

    await renew();
    return session.current() ? reach(withToken(request)) : answer;
  };
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
