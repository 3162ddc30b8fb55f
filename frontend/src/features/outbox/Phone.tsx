import { t } from "@/lib/messages/t";
import { formatMoment } from "@/lib/time";
import styles from "./Phone.module.css";
import type { OutboxMessage } from "./queries";

/** One phone and the texts that it got, the newest below as on a phone. */
export function Phone({ number, texts }: { number: string; texts: readonly OutboxMessage[] }) {
  return (
    <article className={styles.phone} aria-label={t.outbox.to(number)}>
      <p className={styles.number}>{number}</p>
      <ol className={styles.texts}>
        {texts.toReversed().map((text) => (
          <li key={text.sent_at + text.body}>
            <p className={styles.bubble}>{text.body}</p>
            <time className={styles.time} dateTime={text.sent_at}>
              {formatMoment(text.sent_at)}
            </time>
          </li>
        ))}
      </ol>
    </article>
  );
}
