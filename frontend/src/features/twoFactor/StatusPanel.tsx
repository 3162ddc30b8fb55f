import { t } from "@/lib/messages/t";
import { formatDay } from "@/lib/time";
import { Button } from "@/ui/Button";
import { Notice } from "@/ui/Notice";
import text from "@/ui/styles/text.module.css";
import type { TwoFactorStatus } from "./queries";
import styles from "./StatusPanel.module.css";
import { TextsStatus } from "./TextsStatus";

/** From this many on the page warns: they run out just when they are needed. */
const FEW_CODES = 3;

interface StatusPanelProps {
  status: TwoFactorStatus;
  userId: string;
  onReplace: () => void;
  onNewCodes: () => void;
}

/** What two-factor stands on once it is on: the app, the backup codes, the texts. */
export function StatusPanel({ status, userId, onReplace, onNewCodes }: StatusPanelProps) {
  const { totp, backup_codes: codes, sms } = status;

  return (
    <div className={styles.rows}>
      <section className={styles.row}>
        <div>
          <h3>{t.status.app}</h3>
          {totp && <p className={text.soft}>{t.status.appSince(formatDay(totp.confirmed_at))}</p>}
        </div>
        <Button onClick={onReplace}>{t.status.replace}</Button>
      </section>
      {codes && <CodesRow codes={codes} onNewCodes={onNewCodes} />}
      <TextsStatus sms={sms} userId={userId} />
    </div>
  );
}

interface CodesRowProps {
  codes: NonNullable<TwoFactorStatus["backup_codes"]>;
  onNewCodes: () => void;
}

function CodesRow({ codes, onNewCodes }: CodesRowProps) {
  return (
    <section className={styles.row}>
      <div>
        <h3>{t.status.codes}</h3>
        <p className={text.soft}>{t.status.codesLeft(codes.remaining, codes.total)}</p>
        <p className={text.soft}>{t.status.newCodesNote}</p>
      </div>
      <Button onClick={onNewCodes}>{t.status.newCodes}</Button>
      {codes.remaining <= FEW_CODES && (
        <div className={styles.whole}>
          <Notice tone="warning">{t.status.codesFew}</Notice>
        </div>
      )}
    </section>
  );
}
