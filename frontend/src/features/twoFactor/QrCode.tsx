import { t } from "@/lib/messages/t";
import styles from "./QrCode.module.css";

/** The QR code as a picture: black on white in both themes, or phones can't read it. */
export function QrCode({ svg }: { svg: string }) {
  return (
    <img
      className={styles.code}
      src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
      alt={t.setUp.qrAlt}
      width={240}
      height={240}
    />
  );
}
