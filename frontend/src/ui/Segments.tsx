import type { ReactNode } from "react";
import styles from "./Segments.module.css";

/** A few links to sides of one page; the one that is open says so by `aria-current`. */
export function Segments({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className={styles.segments}>
      {children}
    </nav>
  );
}
