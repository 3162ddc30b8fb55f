import { Link } from "@tanstack/react-router";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { t } from "@/lib/messages/t";
import { formatDay } from "@/lib/time";
import { Card } from "@/ui/Card";
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
        <p className={styles.soft}>{t.dashboard.protectedText}</p>
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
      <p className={styles.soft}>{t.dashboard.unprotectedText}</p>
      <p>
        <Link to="/two-factor" className={styles.call}>
          {t.dashboard.switchOn}
        </Link>
      </p>
    </Card>
  );
}
