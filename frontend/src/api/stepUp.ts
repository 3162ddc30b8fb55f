/** Joins the calls that need a fresh proof with the dialog that asks for it. */
import type { components } from "./schema";

export interface StepUpDemand {
  /** What the proof is for, as a sentence says it. */
  readonly purpose: string;
  readonly methods: readonly components["schemas"]["OfferedMethod"][];
}

/** Settles once the session is freshly proven; rejects with `StepUpDeclined` when the dialog was closed. */
type Asker = (demand: StepUpDemand) => Promise<void>;

/** The person closed the step-up dialog: nothing happened, and nothing is wrong. */
export class StepUpDeclined extends Error {}

let asker: Asker | undefined;

export function answerStepUpsWith(ask: Asker): () => void {
  asker = ask;
  return () => {
    asker = undefined;
  };
}

export async function proveFreshly(demand: StepUpDemand): Promise<void> {
  if (!asker) throw new StepUpDeclined("No dialog is there to ask");
  await asker(demand);
}
