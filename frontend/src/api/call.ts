import { type Answer, call, problemOf } from "@vestibule/client";
import { proveFreshly } from "./stepUp";

export { call } from "@vestibule/client";

/**
 * Sends a call that may ask for a fresh proof. Where it does, the step-up dialog says what for, and the call
 * is repeated, once.
 */
export async function callFreshly<Data>(purpose: string, send: () => Promise<Answer<Data>>): Promise<Data> {
  try {
    return await call(send());
  } catch (error) {
    const problem = problemOf(error, "step_up_required");
    if (!problem) throw error;
    await proveFreshly({ purpose, methods: problem.methods ?? [] });
    return call(send());
  }
}
