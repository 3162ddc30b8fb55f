import { Download, Printer } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { faultAt } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { usePortalName } from "@/lib/portalName";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { CopyButton } from "@/ui/CopyButton";
import { Form } from "@/ui/Form";
import { Notice } from "@/ui/Notice";
import { Row } from "@/ui/Row";
import { useSubmission } from "@/ui/useSubmission";
import styles from "./BackupCodes.module.css";
import { downloadText, sheetLines, sheetText } from "./codeSheet";

interface BackupCodesProps {
  username: string;
  codes: readonly string[];
  onDone: () => void;
}

/** The ten codes, once. They go nowhere but to the clipboard, a file or paper, and only by a press. */
export function BackupCodes({ username, codes, onDone }: BackupCodesProps) {
  const owner = { portalName: usePortalName(), username };
  const headingRef = useRef<HTMLHeadingElement>(null);
  const [isNoted, setIsNoted] = useState(false);
  const { submit, faults } = useSubmission();

  useEffect(() => headingRef.current?.focus(), []);
  useEffect(() => {
    if (isNoted) return;
    const holdBack = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", holdBack);
    return () => window.removeEventListener("beforeunload", holdBack);
  }, [isNoted]);

  const [sheetTitle, ...sheetRest] = sheetLines(owner);
  return (
    <div className={styles.sheet} data-print-sheet>
      <h2 ref={headingRef} tabIndex={-1} className={styles.screenOnly}>
        {t.backupCodes.title}
      </h2>
      <div className={styles.screenOnly}>
        <Notice tone="warning">{t.backupCodes.warning}</Notice>
      </div>
      <div className={styles.printOnly}>
        <p className={styles.printTitle}>{sheetTitle}</p>
        {sheetRest.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <ol className={styles.codes} translate="no" aria-label={t.backupCodes.list}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={styles.screenOnly}>
        <Row>
          <CopyButton text={codes.join("\n")} />
          <Button onClick={() => downloadText(t.backupCodes.fileName, sheetText(owner, codes))}>
            <Download size={18} aria-hidden="true" />
            {t.backupCodes.download}
          </Button>
          <Button onClick={() => window.print()}>
            <Printer size={18} aria-hidden="true" />
            {t.backupCodes.print}
          </Button>
        </Row>
      </div>
      <div className={styles.screenOnly}>
        <Form
          faults={faults}
          onSubmit={() =>
            submit({
              judge: () => (isNoted ? [] : [{ field: "noted", message: t.backupCodes.notedMissing }]),
              send: async () => onDone(),
              explain: () => [],
            })
          }
        >
          <Checkbox
            label={t.backupCodes.noted}
            name="noted"
            isChecked={isNoted}
            error={faultAt(faults, "noted")}
            onChange={setIsNoted}
          />
          <Row>
            <Button type="submit" look="primary">
              {t.backupCodes.done}
            </Button>
          </Row>
        </Form>
      </div>
    </div>
  );
}
