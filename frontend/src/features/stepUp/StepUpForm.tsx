import { useState } from "react";
import { explain, explainCode } from "@/api/explain";
import { problemOf } from "@/api/problem";
import type { StepUpDemand } from "@/api/stepUp";
import { bareCode } from "@/lib/code";
import { type Fault, faultAt } from "@/lib/fault";
import { judgeAnyCode } from "@/lib/judgeCode";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { CodeField } from "@/ui/CodeField";
import { Form } from "@/ui/Form";
import { OwnUsername } from "@/ui/OwnUsername";
import { PasswordField } from "@/ui/PasswordField";
import { Row } from "@/ui/Row";
import { SendText } from "@/ui/SendText";
import { useSubmission } from "@/ui/useSubmission";
import { sendStepUpText, stepUp } from "./calls";

interface StepUpFormProps {
  demand: StepUpDemand;
  username: string;
  onProven: () => void;
  onCancel: () => void;
}

/** A code where there is a second factor, the password where there is none. */
export function StepUpForm({ demand, username, onProven, onCancel }: StepUpFormProps) {
  const [isTextSent, setIsTextSent] = useState(false);
  const [proof, setProof] = useState("");
  const { submit, faults, setFaults, isSending } = useSubmission();
  const isPassword = demand.methods.some((method) => method.type === "password");
  const sms = demand.methods.find((method) => method.type === "sms");

  function send(typed: string) {
    return submit({
      judge: () => (isPassword ? judgePassword(typed) : judgeCode(typed)),
      send: async () => {
        await stepUp(isPassword ? { password: typed } : { code: bareCode(typed) });
        onProven();
      },
      explain: (error) =>
        isPassword
          ? explainPassword(error)
          : explainCode(error, { isTextSent, isRepeated: faults.length > 0 }),
    });
  }

  return (
    <Form faults={faults} onSubmit={() => send(proof)}>
      <p>{demand.purpose}</p>
      {isPassword ? (
        <>
          <OwnUsername username={username} />
          <PasswordField
            label={t.stepUp.password}
            name="password"
            value={proof}
            autoComplete="current-password"
            error={faultAt(faults, "password")}
            onChange={setProof}
          />
        </>
      ) : (
        <CodeField
          label={t.stepUp.code}
          hint={t.stepUp.codeHint}
          value={proof}
          error={faultAt(faults, "code")}
          onChange={setProof}
          onWhole={send}
        />
      )}
      {sms && (
        <SendText
          phoneHint={sms.phone_hint}
          send={sendStepUpText}
          onSent={() => setIsTextSent(true)}
          onError={(error) => {
            const fault = explain(error);
            setFaults([fault]);
            return fault.waitSeconds;
          }}
        />
      )}
      <Row>
        <Button type="submit" look="primary" isBusy={isSending}>
          {t.stepUp.submit}
        </Button>
        <Button onClick={onCancel}>{t.common.cancel}</Button>
      </Row>
    </Form>
  );
}

function judgePassword(typed: string): Fault[] {
  return typed === "" ? [{ field: "password", message: t.login.passwordMissing }] : [];
}

function judgeCode(typed: string): Fault[] {
  const message = judgeAnyCode(typed);
  return message ? [{ field: "code", message }] : [];
}

function explainPassword(error: unknown): Fault[] {
  if (problemOf(error, "invalid_credentials"))
    return [{ field: "password", message: t.stepUp.passwordWrong }];
  return [explain(error)];
}
