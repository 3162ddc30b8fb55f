import { Link } from "@tanstack/react-router";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { t } from "@/lib/messages/t";
import { formatDay } from "@/lib/time";
import { Card } from "@/ui/Card";
import styles from "./DashboardCards.module.css";
import type { Me } from "./queries";

/** What one wants to know first: is the account protected, and whose is it. */
export function DashboardCards({ me }: { me: Me }) {
  return (
    <div className={styles.cards}>
      <TwoFactorCard twoFactor={me.two_factor} />
      <Card>
        <h2>{t.dashboard.team}</h2>
        <p className={styles.soft}>{t.dashboard.teamText(me.team.name)}</p>
        <p>
          <Link to="/team">{t.dashboard.teamLink}</Link>
        </p>
      </Card>
    </div>
  );
}

function TwoFactorCard({ twoFactor }: { twoFactor: Me["two_factor"] }) {
  const { enabled, required_from: requiredFrom } = twoFactor;
  const Icon = enabled ? ShieldCheck : ShieldAlert;
  return (
    <Card>
      <div className={enabled ? styles.good : styles.open}>
        <Icon size={28} aria-hidden="true" />
      </div>
      <h2>{enabled ? t.dashboard.protected : t.dashboard.unprotected}</h2>
      <p className={styles.soft}>{enabled ? t.dashboard.protectedText : t.dashboard.unprotectedText}</p>
      {!enabled && requiredFrom && <p>{t.dashboard.requiredFrom(formatDay(requiredFrom))}</p>}
      <p>
        {enabled ? (
          <Link to="/two-factor">{t.dashboard.manage}</Link>
        ) : (
          <Link to="/two-factor" className={styles.call}>
            {t.dashboard.switchOn}
          </Link>
        )}
      </p>
    </Card>
  );
}
