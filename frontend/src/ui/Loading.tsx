import { t } from "@/lib/messages/t";
import styles from "./Loading.module.css";

/** Shown while a page's data comes; it waits a moment before it appears, so that quick answers don't flicker. */
export function Loading() {
  return (
    <p role="status" className={styles.loading}>
      {t.common.loading}
    </p>
  );
}
