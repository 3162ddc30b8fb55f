import { type ReactNode, useEffect, useRef, useState } from "react";
import { explainCode } from "@/api/explain";
import { problemOf } from "@/api/problem";
import { bareCode } from "@/lib/code";
import { faultAt } from "@/lib/fault";
import { judgeDigits } from "@/lib/judgeCode";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { CodeField } from "@/ui/CodeField";
import { Disclosure } from "@/ui/Disclosure";
import { Form } from "@/ui/Form";
import { Row } from "@/ui/Row";
import text from "@/ui/styles/text.module.css";
import { useSubmission } from "@/ui/useSubmission";
import { QrCode } from "./QrCode";
import { confirmEnrollment, type Enrollment } from "./queries";
import { SecretKey } from "./SecretKey";
import styles from "./SetUp.module.css";

interface SetUpProps {
  enrollment: Enrollment;
  note?: ReactNode;
  onConfirmed: (backupCodes: string[]) => void;
  onStartAgain: () => void;
  onCancel: () => void;
}

/** Scan, then prove by a first code that the app has it. Nothing is on before that. */
export function SetUp({ enrollment, note, onConfirmed, onStartAgain, onCancel }: SetUpProps) {
  const headingRef = useRef<HTMLHeadingElement>(null);
  const [code, setCode] = useState("");
  const [isExpired, setIsExpired] = useState(false);
  const { submit, faults, isSending } = useSubmission();

  useEffect(() => headingRef.current?.focus(), []);

  function send(typed: string) {
    return submit({
      judge: () => {
        const message = judgeDigits(typed);
        return message ? [{ field: "code", message }] : [];
      },
      send: async () => {
        const confirmed = await confirmEnrollment(enrollment.enrollment_id, bareCode(typed));
        onConfirmed(confirmed.backup_codes);
      },
      explain: (error) => {
        if (problemOf(error, "enrollment_expired")) setIsExpired(true);
        return explainCode(error, { isRepeated: faults.length > 0 });
      },
    });
  }

  return (
    <div className={styles.setUp}>
      {note}
      <section className={styles.step}>
        <h3 ref={headingRef} tabIndex={-1}>
          {t.setUp.scan}
        </h3>
        <p className={text.soft}>{t.setUp.scanText}</p>
        <a className={styles.openApp} href={enrollment.otpauth_uri}>
          {t.setUp.openApp}
        </a>
        <QrCode svg={enrollment.qr_svg} />
        <Disclosure summary={t.setUp.cantScan}>
          <p className={text.soft}>{t.setUp.cantScanText}</p>
          <SecretKey secret={enrollment.secret} />
        </Disclosure>
      </section>
      <section className={styles.step}>
        <h3>{t.setUp.enter}</h3>
        <Form faults={faults} onSubmit={() => send(code)}>
          <CodeField
            label={t.setUp.field}
            value={code}
            error={faultAt(faults, "code")}
            onChange={setCode}
            onWhole={send}
          />
          <Row>
            {isExpired ? (
              <Button look="primary" onClick={onStartAgain}>
                {t.setUp.startAgain}
              </Button>
            ) : (
              <Button type="submit" look="primary" isBusy={isSending}>
                {t.setUp.update}
              </Button>
            )}
            <Button onClick={onCancel}>{t.common.cancel}</Button>
          </Row>
        </Form>
      </section>
    </div>
  );
}
