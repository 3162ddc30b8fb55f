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
          <span>{support.hours ? t.support.leadWithHours(support.hours) : t.support.lead}</span>
          {support.email && <a href={`mailto:${support.email}`}>{support.email}</a>}
          {support.phone && <a href={telephoneLink(support.phone)}>{support.phone}</a>}
          {support.url && <a href={support.url}>{t.support.form}</a>}
        </>
      )}
    </address>
  );
}

function telephoneLink(phone: string): string {
  return `tel:${phone.replace(/[^+\d]/g, "")}`;
}
