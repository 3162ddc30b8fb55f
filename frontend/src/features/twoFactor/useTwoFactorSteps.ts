import { useState } from "react";
import { explain } from "@/api/explain";
import { StepUpDeclined } from "@/api/stepUp";
import { announce } from "@/lib/announce";
import type { Fault } from "@/lib/fault";
import { beginEnrollment, type Enrollment, makeNewBackupCodes } from "./queries";

export type Step =
  | { at: "rest" }
  | { at: "setUp"; enrollment: Enrollment }
  | { at: "codes"; codes: readonly string[] };

/** Where one stands between the switch, the set-up and the codes, and what was refused on the way. */
export function useTwoFactorSteps(purpose: string) {
  const [step, setStep] = useState<Step>({ at: "rest" });
  const [fault, setFault] = useState<Fault>();

  /** Runs an act and tells its refusal; a declined step-up is none. */
  async function attempt(act: () => Promise<void>) {
    setFault(undefined);
    try {
      await act();
    } catch (error) {
      if (error instanceof StepUpDeclined) return;
      const refusal = explain(error);
      setFault(refusal);
      announce(refusal.message, "assertive");
    }
  }

  return {
    step,
    fault,
    attempt,
    beginSetUp: () =>
      attempt(async () => setStep({ at: "setUp", enrollment: await beginEnrollment(purpose) })),
    makeNewCodes: () =>
      attempt(async () => setStep({ at: "codes", codes: (await makeNewBackupCodes()).backup_codes })),
    showCodes: (codes: readonly string[]) => setStep({ at: "codes", codes }),
    rest: () => setStep({ at: "rest" }),
  };
}
