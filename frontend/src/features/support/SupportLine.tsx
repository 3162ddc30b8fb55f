import { useQuery } from "@tanstack/react-query";
import { t } from "@/lib/messages/t";
import { supportQuery } from "./queries";
import styles from "./SupportLine.module.css";

/** The way to a person, at the same place on every page. */
export function SupportLine() {
  const { data: support } = useQuery(supportQuery);

  return (
    <address className={styles.line} aria-label={t.support.label}>
      {support && (
        <>
          <span>{t.support.lead(support.hours)}</span>
          <a href={`mailto:${support.email}`}>{support.email}</a>
          <a href={`tel:${support.phone.replace(/[^+\d]/g, "")}`}>{support.phone}</a>
          {support.url && <a href={support.url}>{t.support.form}</a>}
        </>
      )}
    </address>
  );
}
