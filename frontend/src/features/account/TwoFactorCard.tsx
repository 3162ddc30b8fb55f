import { Link } from "@tanstack/react-router";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { t } from "@/lib/messages/t";
import { formatDay } from "@/lib/time";
import button from "@/ui/Button.module.css";
import { Card } from "@/ui/Card";
import text from "@/ui/styles/text.module.css";
import type { Me } from "./queries";
import styles from "./TwoFactorCard.module.css";

/** What one wants to know first: is the account protected, and if not, by when it must be. */
export function TwoFactorCard({ twoFactor }: { twoFactor: Me["two_factor"] }) {
  if (twoFactor.enabled) {
    return (
      <Card>
        <div className={styles.good}>
          <ShieldCheck size={28} aria-hidden="true" />
        </div>
        <h2>{t.dashboard.protected}</h2>
        <p className={text.soft}>{t.dashboard.protectedText}</p>
        <p>
          <Link to="/two-factor">{t.dashboard.manage}</Link>
        </p>
      </Card>
    );
  }

  const { required_from: from } = twoFactor;
  return (
    <Card>
      <div className={styles.open}>
        <ShieldAlert size={28} aria-hidden="true" />
      </div>
      <h2>{from ? t.dashboard.requiredBy(formatDay(from)) : t.dashboard.unprotected}</h2>
      {from && <p>{t.dashboard.requiredText}</p>}
      <p className={text.soft}>{t.dashboard.unprotectedText}</p>
      <p>
        <Link to="/two-factor" className={`${button.button} ${button.primary}`}>
          {t.dashboard.switchOn}
        </Link>
      </p>
    </Card>
  );
}
