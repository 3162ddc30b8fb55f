import { useQueryClient } from "@tanstack/react-query";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { WaitNotice } from "@/ui/WaitNotice";
import { StepView } from "./StepView";
import { useTwoFactorSteps } from "./useTwoFactorSteps";

interface AfterBackupCodeProps {
  username: string;
  onDone: () => void;
}

/** What someone who logged in by a backup code most likely wants next. */
export function AfterBackupCode({ username, onDone }: AfterBackupCodeProps) {
  const queryClient = useQueryClient();
  const { step, fault, beginSetUp, makeNewCodes, showCodes, rest } = useTwoFactorSteps(
    t.twoFactor.purposes.replace,
  );

  async function finish() {
    await queryClient.invalidateQueries();
    onDone();
  }

  return (
    <Card>
      {fault && <WaitNotice fault={fault} />}
      <StepView
        step={step}
        username={username}
        isReplacing
        onConfirmed={showCodes}
        onStartAgain={beginSetUp}
        onCancel={rest}
        onDone={finish}
      />
      {step.at === "rest" && (
        <>
          <p>{t.afterBackupCode.lead}</p>
          <Button look="primary" onClick={beginSetUp}>
            {t.afterBackupCode.newPhone}
          </Button>
          <Button onClick={makeNewCodes}>{t.afterBackupCode.newCodes}</Button>
          <Button look="quiet" onClick={onDone}>
            {t.afterBackupCode.notNow}
          </Button>
        </>
      )}
    </Card>
  );
}
