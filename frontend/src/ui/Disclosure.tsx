import type { ReactNode } from "react";
import styles from "./Disclosure.module.css";

/** More on a matter, for those who ask. */
export function Disclosure({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className={styles.details}>
      <summary>{summary}</summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}
