import type { components } from "./schema.gen.js";

export type Problem = components["schemas"]["Problem"];

/** The API refused a call, and says why. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** No answer came: no network, or none within the time-out. */
export class Unreachable extends Error {}

/** The problem behind an error, where it has that code. */
export function problemOf(error: unknown, code: string): Problem | undefined {
  return error instanceof ApiProblem && error.problem.code === code ? error.problem : undefined;
}

/** Reads a refusal. A proxy in between may answer something that is no problem document. */
export function toApiProblem(response: Response, body: unknown): ApiProblem {
  const retryAfter = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const wait = Number.isFinite(retryAfter) ? { retry_after: retryAfter } : {};
  if (typeof body === "object" && body !== null && "code" in body) {
    return new ApiProblem({ ...wait, ...(body as Problem) });
  }
  return new ApiProblem({
    ...wait,
    type: "about:blank",
    title: response.statusText,
    status: response.status,
    detail: `HTTP ${response.status}`,
    code: response.status === 503 ? "unavailable" : "unexpected",
    request_id: response.headers.get("X-Request-Id") ?? "",
  });
}
