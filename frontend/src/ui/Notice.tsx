import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Notice.module.css";

const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert };

interface NoticeProps {
  tone?: keyof typeof ICONS;
  children: ReactNode;
}

export function Notice({ tone = "info", children }: NoticeProps) {
  const Icon = ICONS[tone];
  return (
    <div className={`${styles.notice} ${styles[tone]}`}>
      <Icon size={20} aria-hidden="true" className={styles.icon} />
      <div className={styles.text}>{children}</div>
    </div>
  );
}
