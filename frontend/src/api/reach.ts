import { Unreachable } from "./problem";

const TIME_OUT_MS = 15_000;

/** `fetch` with a time-out, whose silence is one kind of error. */
export async function reach(request: Request): Promise<Response> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(TIME_OUT_MS)]);
  try {
    return await fetch(new Request(request, { signal }));
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    throw new Unreachable("No answer", { cause });
  }
}
