import { t } from "@/lib/messages/t";
import { formatMoment } from "@/lib/time";
import { Card } from "@/ui/Card";
import text from "@/ui/styles/text.module.css";
import styles from "./Mail.module.css";
import type { OutboxMessage } from "./queries";

const LINK = /(https?:\/\/[^\s<>]+)/;

export function Mail({ mail }: { mail: OutboxMessage }) {
  return (
    <article>
      <Card>
        <header>
          <h3>{mail.subject ?? t.outbox.noSubject}</h3>
          <p className={text.aside}>
            {t.outbox.to(mail.to)}, <time dateTime={mail.sent_at}>{formatMoment(mail.sent_at)}</time>
          </p>
        </header>
        <p className={styles.body}>
          {/* Split by a pattern with a group, the links stand at the odd places. */}
          {mail.body.split(LINK).map((part, place) =>
            place % 2 === 1 ? (
              <a key={part} href={part}>
                {part}
              </a>
            ) : (
              part
            ),
          )}
        </p>
      </Card>
    </article>
  );
}
