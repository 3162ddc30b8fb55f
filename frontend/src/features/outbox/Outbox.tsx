import { useQuery } from "@tanstack/react-query";
import { explain } from "@/api/explain";
import { problemOf } from "@/api/problem";
import { t } from "@/lib/messages/t";
import { Loading } from "@/ui/Loading";
import { Notice } from "@/ui/Notice";
import text from "@/ui/styles/text.module.css";
import { Mail } from "./Mail";
import styles from "./Outbox.module.css";
import { Phone } from "./Phone";
import { type OutboxMessage, outboxQuery } from "./queries";

/** The texts and mails as they come, newest first. */
export function Outbox() {
  const { data, error } = useQuery(outboxQuery);
  if (problemOf(error, "not_found")) return <Notice>{t.outbox.absent}</Notice>;
  if (error) return <Notice tone="danger">{explain(error).message}</Notice>;
  if (!data) return <Loading />;

  const mails = data.items.filter((message) => message.channel === "mail");
  const phones = Map.groupBy(
    data.items.filter((message) => message.channel === "sms"),
    (message) => message.to,
  );
  return (
    <div className={styles.columns}>
      <section className={styles.column} aria-labelledby="outbox-texts">
        <h2 id="outbox-texts">{t.outbox.sms}</h2>
        {phones.size === 0 && <p className={text.soft}>{t.outbox.noSms}</p>}
        {[...phones].map(([number, texts]) => (
          <Phone key={number} number={number} texts={texts} />
        ))}
      </section>
      <section className={styles.column} aria-labelledby="outbox-mails">
        <h2 id="outbox-mails">{t.outbox.mail}</h2>
        {mails.length === 0 && <p className={text.soft}>{t.outbox.noMail}</p>}
        {mails.map((mail) => (
          <Mail key={messageKey(mail)} mail={mail} />
        ))}
      </section>
    </div>
  );
}

function messageKey(message: OutboxMessage): string {
  return `${message.sent_at} ${message.to} ${message.body}`;
}
