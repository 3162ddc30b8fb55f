import { useQuery } from "@tanstack/react-query";
import type { components } from "@/api/schema";
import { t } from "@/lib/messages/t";
import { supportQuery } from "./queries";
import styles from "./SupportLine.module.css";

type Support = components["schemas"]["Support"];

/** The way to a person, at the same place on every page. */
export function SupportLine() {
  const { data: support } = useQuery(supportQuery);

  return (
    <address className={styles.line} aria-label={t.support.label}>
      {support && (
        <>
          <span>{leadOf(support)}</span>
          {support.email && <a href={`mailto:${support.email}`}>{support.email}</a>}
          {support.phone && <a href={telephoneLink(support.phone)}>{support.phone}</a>}
          {support.url && <a href={support.url}>{t.support.form}</a>}
        </>
      )}
    </address>
  );
}

/** A service that names nobody has the team's admins alone. */
function leadOf({ email, phone, url, hours }: Support): string {
  if (!(email || phone || url)) return t.support.none;
  return hours ? t.support.leadWithHours(hours) : t.support.lead;
}

function telephoneLink(phone: string): string {
  return `tel:${phone.replace(/[^+\d]/g, "")}`;
}
