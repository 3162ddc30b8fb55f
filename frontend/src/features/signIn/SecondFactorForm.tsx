import { useRef, useState } from "react";
import { explainCode } from "@/api/explain";
import { problemOf } from "@/api/problem";
import type { Authenticated } from "@/api/session";
import { bareCode } from "@/lib/code";
import { faultAt } from "@/lib/fault";
import { judgeBackupCode, judgeDigits } from "@/lib/judgeCode";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { CodeField } from "@/ui/CodeField";
import { Form } from "@/ui/Form";
import { SendText } from "@/ui/SendText";
import text from "@/ui/styles/text.module.css";
import { useSubmission } from "@/ui/useSubmission";
import { sendText, verify } from "./calls";
import type { PendingLogin } from "./pendingLogin";

interface SecondFactorFormProps {
  pending: PendingLogin;
  onAuthenticated: (outcome: Authenticated, proof: "digits" | "backup") => void;
  onEnd: (reason: "challenge_expired" | "tries_used") => void;
}

export function SecondFactorForm({ pending, onAuthenticated, onEnd }: SecondFactorFormProps) {
  const { challenge_token: challengeToken, methods, remember_device_days: rememberDays } = pending.challenge;
  const sms = methods.find((method) => method.type === "sms");
  const backup = methods.find((method) => method.type === "backup_code");

  const [kind, setKind] = useState<"digits" | "backup">("digits");
  const [code, setCode] = useState("");
  const [rememberDevice, setRememberDevice] = useState(false);
  const [isTextSent, setIsTextSent] = useState(false);
  const refusals = useRef(0);
  const { submit, faults, setFaults, isSending } = useSubmission();

  function send(typed: string) {
    return submit({
      judge: () => {
        const message = kind === "digits" ? judgeDigits(typed) : judgeBackupCode(typed);
        return message ? [{ field: "code", message }] : [];
      },
      send: async () => {
        const outcome = await verify({ challengeToken, code: bareCode(typed), rememberDevice });
        if (outcome.status === "authenticated") onAuthenticated(outcome, kind);
      },
      explain: explainRefusal,
    });
  }

  function explainRefusal(error: unknown) {
    const refusal = problemOf(error, "invalid_code");
    if (refusal?.attempts_remaining === 0) onEnd("tries_used");
    if (problemOf(error, "challenge_expired")) onEnd("challenge_expired");
    if (refusal && refusal.reason !== "already_used") refusals.current += 1;
    const isDigits = kind === "digits";
    return explainCode(error, {
      isTextSent: isDigits && isTextSent,
      isRepeated: isDigits && refusals.current > 1,
    });
  }

  function swapField() {
    setKind(kind === "digits" ? "backup" : "digits");
    setCode("");
    setFaults([]);
  }

  return (
    <Form faults={faults} onSubmit={() => send(code)}>
      <p className={text.soft}>
        {kind === "backup" ? t.verify.leadBackup : sms ? t.verify.leadSms : t.verify.lead}
      </p>
      {rememberDays > 0 && (
        <Checkbox
          label={t.verify.remember(rememberDays)}
          hint={t.verify.rememberHint}
          name="remember_device"
          isChecked={rememberDevice}
          onChange={setRememberDevice}
        />
      )}
      <CodeField
        // Another field, not the same one changed: the keyboard follows, and so does the focus.
        key={kind}
        label={kind === "digits" ? t.verify.code : t.verify.backupCode}
        kind={kind}
        value={code}
        autoFocus
        error={faultAt(faults, "code")}
        onChange={setCode}
        onWhole={send}
      />
      <Button type="submit" look="primary" isBusy={isSending}>
        {t.verify.submit}
      </Button>
      {sms && kind === "digits" && (
        <SendText
          phoneHint={sms.phone_hint}
          send={() => sendText(challengeToken)}
          onSent={() => setIsTextSent(true)}
          onError={(error) => {
            const found = explainRefusal(error);
            setFaults(found);
            return found[0]?.waitSeconds;
          }}
        />
      )}
      {(kind === "backup" || (backup && backup.remaining !== 0)) && (
        <Button look="quiet" onClick={swapField}>
          {kind === "backup" ? t.verify.useApp : t.verify.useBackup(backup?.remaining ?? 0)}
        </Button>
      )}
    </Form>
  );
}
