import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { announce } from "@/lib/announce";
import { t } from "@/lib/messages/t";
import { formatDay } from "@/lib/time";
import { Card } from "@/ui/Card";
import { Row } from "@/ui/Row";
import { Switch } from "@/ui/Switch";
import text from "@/ui/styles/text.module.css";
import { WaitNotice } from "@/ui/WaitNotice";
import { switchOff, type TwoFactorStatus } from "./queries";
import { StatusPanel } from "./StatusPanel";
import { StepView } from "./StepView";
import { SwitchOffDialog } from "./SwitchOffDialog";
import { useTwoFactorSteps } from "./useTwoFactorSteps";

interface TwoFactorPanelProps {
  status: TwoFactorStatus;
  user: { id: string; username: string };
}

/** The switch and what belongs to it: set-up in place, the codes once, then the state of things. */
export function TwoFactorPanel({ status, user }: TwoFactorPanelProps) {
  const queryClient = useQueryClient();
  const switchRef = useRef<HTMLButtonElement>(null);
  const { setUp, replace } = t.twoFactor.purposes;
  const steps = useTwoFactorSteps(status.enabled ? replace : setUp);
  const { step, fault, attempt, beginSetUp, makeNewCodes } = steps;
  const [isAskingOff, setIsAskingOff] = useState(false);

  const confirmSwitchOff = () =>
    attempt(async () => {
      setIsAskingOff(false);
      await switchOff();
      announce(t.twoFactor.switchedOff);
      // Devices and codes went with it, so whatever was read before is old.
      await queryClient.invalidateQueries();
      steps.rest();
    });

  function showCodes(codes: readonly string[]) {
    steps.showCodes(codes);
    announce(t.twoFactor.switchedOn);
  }

  /** What was pressed goes away with its step, so the focus moves to the switch. */
  function rest() {
    steps.rest();
    switchRef.current?.focus();
  }

  async function showStatus() {
    await queryClient.invalidateQueries();
    rest();
  }

  function pressSwitch() {
    if (isOn) setIsAskingOff(true);
    else if (step.at === "rest") void beginSetUp();
  }

  // The codes are shown after a confirmed code alone, so two-factor is on by then.
  const isOn = status.enabled || step.at === "codes";
  const stateText = isOn ? t.twoFactor.on : step.at === "setUp" ? t.twoFactor.settingUp : t.twoFactor.off;
  return (
    <Card>
      <Row spread>
        <div>
          <h2>{t.twoFactor.switchLabel}</h2>
          {status.required_by_team && <p className={text.soft}>{requirement(status)}</p>}
        </div>
        <Switch
          ref={switchRef}
          label={t.twoFactor.switchLabel}
          isOn={isOn}
          stateText={stateText}
          onPress={pressSwitch}
        />
      </Row>
      {fault && <WaitNotice fault={fault} />}
      <StepView
        step={step}
        username={user.username}
        isReplacing={status.enabled}
        onConfirmed={showCodes}
        onStartAgain={beginSetUp}
        onCancel={rest}
        onDone={showStatus}
      />
      {step.at === "rest" && status.enabled && (
        <StatusPanel status={status} userId={user.id} onReplace={beginSetUp} onNewCodes={makeNewCodes} />
      )}
      <SwitchOffDialog
        isOpen={isAskingOff}
        onConfirm={confirmSwitchOff}
        onClose={() => setIsAskingOff(false)}
      />
    </Card>
  );
}

function requirement({ enabled, required_from: from }: TwoFactorStatus): string {
  return from && !enabled ? t.twoFactor.requiredFrom(formatDay(from)) : t.twoFactor.requiredByTeam;
}
