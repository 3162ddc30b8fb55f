import { Unreachable } from "./problem.js";

export type Reach = (request: Request) => Promise<Response>;

const TIME_OUT_MS = 15_000;

/** `fetch` with a time-out, whose silence is one kind of error. */
export function reachBy(fetch: Reach): Reach {
  return async (request) => {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(TIME_OUT_MS)]);
    try {
      return await fetch(new Request(request, { signal }));
    } catch (cause) {
      if (request.signal.aborted) throw cause;
      throw new Unreachable("No answer", { cause });
    }
  };
}
