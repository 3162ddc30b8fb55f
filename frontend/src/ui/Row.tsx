import type { ReactNode } from "react";
import styles from "./Row.module.css";

/** Things side by side that wrap where there is no room. */
export function Row({ children, spread = false }: { children: ReactNode; spread?: boolean }) {
  return <div className={spread ? styles.spread : styles.row}>{children}</div>;
}
