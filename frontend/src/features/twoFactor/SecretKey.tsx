import { t } from "@/lib/messages/t";
import { CopyButton } from "@/ui/CopyButton";
import styles from "./SecretKey.module.css";

const GROUP = /.{1,4}/g;

/** The secret in groups of four. Margins part them, not blanks, so that a copy has none. */
export function SecretKey({ secret }: { secret: string }) {
  let at = 0;
  return (
    <div className={styles.key}>
      <code translate="no" className={styles.groups}>
        {secret.match(GROUP)?.map((group) => {
          at += group.length;
          return <span key={at}>{group}</span>;
        })}
      </code>
      <CopyButton text={secret} label={t.setUp.copySecret} />
    </div>
  );
}
