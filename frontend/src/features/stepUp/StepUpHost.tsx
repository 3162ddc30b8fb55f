import { useEffect, useState } from "react";
import { answerStepUpsWith, StepUpDeclined, type StepUpDemand } from "@/api/stepUp";
import { t } from "@/lib/messages/t";
import { Dialog } from "@/ui/Dialog";
import { StepUpForm } from "./StepUpForm";

interface OpenDemand extends StepUpDemand {
  settle: (error?: StepUpDeclined) => void;
}

/** The one dialog that answers each call which asks for a fresh proof. */
export function StepUpHost({ username }: { username: string }) {
  const [demand, setDemand] = useState<OpenDemand>();

  useEffect(
    () =>
      answerStepUpsWith(
        (asked) =>
          new Promise((resolve, reject) => {
            setDemand({
              ...asked,
              settle: (error) => {
                setDemand(undefined);
                if (error) reject(error);
                else resolve();
              },
            });
          }),
      ),
    [],
  );

  return (
    <Dialog
      title={t.stepUp.title}
      isOpen={demand !== undefined}
      startsInField
      onClose={() => demand?.settle(new StepUpDeclined("The dialog was closed"))}
    >
      {demand && (
        <StepUpForm
          demand={demand}
          username={username}
          onProven={() => demand.settle()}
          onCancel={() => demand.settle(new StepUpDeclined("Cancelled"))}
        />
      )}
    </Dialog>
  );
}
