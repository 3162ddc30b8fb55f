import type { ReactNode } from "react";
import styles from "./Card.module.css";

/** A sheet that holds one matter. */
export function Card({ children }: { children: ReactNode }) {
  return <section className={styles.card}>{children}</section>;
}
