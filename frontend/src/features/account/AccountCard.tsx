import { Link } from "@tanstack/react-router";
import { t } from "@/lib/messages/t";
import { Card } from "@/ui/Card";
import text from "@/ui/styles/text.module.css";
import styles from "./AccountCard.module.css";
import type { Me } from "./queries";

/** What one logs in with, and the ways to change it. */
export function AccountCard({ me }: { me: Me }) {
  return (
    <Card>
      <h2>{t.dashboard.account}</h2>
      <p className={text.soft}>{t.dashboard.accountText(me.username, me.email)}</p>
      <p className={styles.ways}>
        <Link to="/password">{t.dashboard.changePassword}</Link>
        <Link to="/email-address">{t.dashboard.changeEmail}</Link>
      </p>
    </Card>
  );
}
