import { useQueryClient } from "@tanstack/react-query";
import { forgetPersonal } from "@/api/caches";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Row } from "@/ui/Row";
import { WaitNotice } from "@/ui/WaitNotice";
import { StepView } from "./StepView";
import { useTwoFactorSteps } from "./useTwoFactorSteps";

interface RequiredSetUpProps {
  username: string;
  onDone: () => void;
  onLogOut: () => void;
}

/** The set-up that a team demands at log-in. Its confirmation opens the full session. */
export function RequiredSetUp({ username, onDone, onLogOut }: RequiredSetUpProps) {
  const queryClient = useQueryClient();
  const { step, fault, beginSetUp, showCodes } = useTwoFactorSteps(t.twoFactor.purposes.setUp);

  function finish() {
    // What was read with the enrolment token says that two-factor is off.
    forgetPersonal(queryClient);
    onDone();
  }

  return (
    <Card>
      {fault && <WaitNotice fault={fault} />}
      <StepView
        step={step}
        username={username}
        isReplacing={false}
        onConfirmed={showCodes}
        onStartAgain={beginSetUp}
        onCancel={onLogOut}
        onDone={finish}
      />
      {step.at === "rest" && (
        <Row>
          <Button look="primary" onClick={beginSetUp}>
            {t.enroll.begin}
          </Button>
          <Button onClick={onLogOut}>{t.enroll.logOut}</Button>
        </Row>
      )}
    </Card>
  );
}
