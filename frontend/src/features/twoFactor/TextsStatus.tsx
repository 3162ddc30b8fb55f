import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { explainCode } from "@/api/explain";
import { announce } from "@/lib/announce";
import { bareCode } from "@/lib/code";
import { faultAt } from "@/lib/fault";
import { judgeDigits } from "@/lib/judgeCode";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { CodeField } from "@/ui/CodeField";
import { Form } from "@/ui/Form";
import { SendText } from "@/ui/SendText";
import text from "@/ui/styles/text.module.css";
import { useSubmission } from "@/ui/useSubmission";
import { sendTestText, type TwoFactorStatus, useVerifyNumber } from "./queries";
import styles from "./StatusPanel.module.css";

/** Reasons that another number mends. */
const MENDED_BY_NUMBER = new Set(["no_number", "country_not_allowed"]);

/** Whether texts work, and if not why, with the way to mend it. */
export function TextsStatus({ sms, userId }: { sms: TwoFactorStatus["sms"]; userId: string }) {
  const reason = sms.reason ?? undefined;
  return (
    <section className={styles.row}>
      <div>
        <h3>{t.status.texts}</h3>
        <p className={text.soft}>
          {sms.available
            ? t.status.textsWork(sms.phone_hint ?? "")
            : (reason && t.status.reasons[reason]) || t.status.textsOff}
        </p>
        <p className={text.soft}>{t.status.textsSafety}</p>
        {reason && MENDED_BY_NUMBER.has(reason) && (
          <p>
            <Link to="/team" search={{ edit: userId }}>
              {reason === "no_number" ? t.status.addNumber : t.status.changeNumber}
            </Link>
          </p>
        )}
      </div>
      {reason === "unverified" && <VerifyNumber phoneHint={sms.phone_hint ?? undefined} />}
    </section>
  );
}

function VerifyNumber({ phoneHint }: { phoneHint: string | undefined }) {
  const [isSent, setIsSent] = useState(false);
  const [code, setCode] = useState("");
  const verifyNumber = useVerifyNumber();
  const { submit, faults, setFaults, isSending } = useSubmission();

  function send(typed: string) {
    return submit({
      judge: () => {
        const message = judgeDigits(typed);
        return message ? [{ field: "code", message }] : [];
      },
      send: async () => {
        await verifyNumber.mutateAsync(bareCode(typed));
        announce(t.status.verified);
      },
      explain: (error) => explainCode(error, { isTextSent: true }),
    });
  }

  return (
    <Form faults={faults} onSubmit={() => send(code)} label={t.status.testConfirm}>
      <SendText
        label={t.status.sendTest}
        phoneHint={phoneHint}
        send={sendTestText}
        onSent={() => setIsSent(true)}
        onError={(error) => {
          const found = explainCode(error);
          setFaults(found);
          return found[0]?.waitSeconds;
        }}
      />
      {isSent && (
        <>
          <CodeField
            label={t.status.testCode}
            value={code}
            error={faultAt(faults, "code")}
            onChange={setCode}
            onWhole={send}
          />
          <Button type="submit" look="primary" isBusy={isSending}>
            {t.status.testConfirm}
          </Button>
        </>
      )}
    </Form>
  );
}
