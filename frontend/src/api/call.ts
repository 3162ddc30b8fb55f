import { problemOf, toApiProblem } from "./problem";
import { proveFreshly } from "./stepUp";

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The data of an answer; a refusal becomes an `ApiProblem`. */
export async function call<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answer;
  if (!response.ok) throw toApiProblem(response, error);
  return data as Data;
}

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
