import type { Client } from "openapi-fetch";
import { type ApiProblem, problemOf, toApiProblem } from "./problem.js";
import type { components, paths } from "./schema.gen.js";
import type { EndReason, SessionStore } from "./session.js";

interface Means {
  readonly open: Client<paths>;
  readonly session: SessionStore;
  readonly transport: components["schemas"]["Transport"];
  /** Runs an exchange while no other one runs; pages that share a cookie take a lock of the browser. */
  readonly exclusively: (exchange: () => Promise<void>) => Promise<void>;
}

/**
 * Exchanges the refresh token for an access token, one exchange at a time. Afterwards there is a session, or
 * there is none: a refusal is no error.
 */
export function refreshBy({ open, session, transport, exclusively }: Means): () => Promise<void> {
  let underway: Promise<void> | undefined;

  async function exchange(): Promise<void> {
    const refresh_token = session.current()?.refreshToken;
    // A cookie isn't seen from here; without a token to send there is no session to go on with.
    if (transport === "bearer" && !refresh_token) return session.end("expired");
    const { data, error, response } = await open.POST("/api/v1/auth/refresh", {
      body: { transport, ...(refresh_token && { refresh_token }) },
    });
    if (data?.status === "authenticated") return session.begin(data);

    const refusal = toApiProblem(response, error);
    if (problemOf(refusal, "enrollment_required")) return session.end("enrollment_required");
    if (response.status === 401) return session.end(reasonOf(refusal));
    throw refusal;
  }

  return () => {
    underway ??= exclusively(exchange).finally(() => {
      underway = undefined;
    });
    return underway;
  };
}

function reasonOf(refusal: ApiProblem): EndReason {
  const reason = problemOf(refusal, "invalid_token")?.reason;
  return reason === "ended" || reason === "password_changed" || reason === "superseded" ? reason : "expired";
}
