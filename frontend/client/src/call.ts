import { toApiProblem } from "./problem.js";

/** What openapi-fetch gives for a call. */
export interface Answer<Data> {
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
