import type { ReactNode } from "react";
import styles from "./Tag.module.css";

interface TagProps {
  tone?: "plain" | "good" | "open" | "off";
  children: ReactNode;
}

/** A word beside a name that says what is special about it. */
export function Tag({ tone = "plain", children }: TagProps) {
  return <span className={`${styles.tag} ${styles[tone]}`}>{children}</span>;
}
