import { useState } from "react";
import { announce } from "@/lib/announce";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import styles from "./SecretKey.module.css";

const GROUP = /.{1,4}/g;

/** The secret in groups of four. Margins part them, not blanks, so that a copy has none. */
export function SecretKey({ secret }: { secret: string }) {
  const [isCopied, setIsCopied] = useState(false);

  async function copy() {
    await navigator.clipboard.writeText(secret);
    setIsCopied(true);
    announce(t.setUp.copied);
  }

  let at = 0;
  return (
    <div className={styles.key}>
      <code translate="no" className={styles.groups}>
        {secret.match(GROUP)?.map((group) => {
          at += group.length;
          return <span key={at}>{group}</span>;
        })}
      </code>
      <Button onClick={copy}>{isCopied ? t.setUp.copied : t.setUp.copySecret}</Button>
    </div>
  );
}
