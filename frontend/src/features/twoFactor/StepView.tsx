import { t } from "@/lib/messages/t";
import { Notice } from "@/ui/Notice";
import { BackupCodes } from "./BackupCodes";
import { SetUp } from "./SetUp";
import type { Step } from "./useTwoFactorSteps";

interface StepViewProps {
  step: Step;
  username: string;
  /** Another authenticator is in force until this one is confirmed. */
  isReplacing: boolean;
  onConfirmed: (codes: readonly string[]) => void;
  onStartAgain: () => void;
  onCancel: () => void;
  onDone: () => void;
}

/** The set-up, or the codes that it ends with. */
export function StepView({
  step,
  username,
  isReplacing,
  onConfirmed,
  onStartAgain,
  onCancel,
  onDone,
}: StepViewProps) {
  switch (step.at) {
    case "rest":
      return null;
    case "setUp":
      return (
        <SetUp
          key={step.enrollment.enrollment_id}
          enrollment={step.enrollment}
          note={isReplacing && <Notice>{t.setUp.replaceNote}</Notice>}
          onConfirmed={onConfirmed}
          onStartAgain={onStartAgain}
          onCancel={onCancel}
        />
      );
    case "codes":
      return <BackupCodes username={username} codes={step.codes} onDone={onDone} />;
  }
}
