import { Link } from "@tanstack/react-router";
import { t } from "@/lib/messages/t";
import { formatDay } from "@/lib/time";
import { Notice } from "@/ui/Notice";
import type { Me } from "./queries";
import styles from "./RequiredNotice.module.css";

/** Says by when two-factor must be on, wherever a log-in led to. */
export function RequiredNotice({ twoFactor }: { twoFactor: Me["two_factor"] }) {
  const { enabled, required_from: from } = twoFactor;
  if (enabled || !from) return null;
  return (
    <aside className={styles.required}>
      <Notice tone="warning">
        {t.dashboard.requiredBy(formatDay(from))}. <Link to="/two-factor">{t.dashboard.switchOn}</Link>
      </Notice>
    </aside>
  );
}
