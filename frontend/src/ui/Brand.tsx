import { usePortalName } from "@/lib/portalName";
import styles from "./Brand.module.css";

/** The vestibule's arch, and the portal's name. */
export function Brand() {
  const name = usePortalName();
  return (
    <span className={styles.brand}>
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#2557c7" />
        <path d="M9 25V13a7 7 0 0 1 14 0v12h-4.5V13.5a2.5 2.5 0 0 0-5 0V25z" fill="#fff" />
      </svg>
      <span className={styles.name}>{name}</span>
    </span>
  );
}
