import type { ReactNode } from "react";
import { t } from "@/lib/messages/t";
import styles from "./Shell.module.css";
import { ThemeSwitch } from "./ThemeSwitch";

interface ShellProps {
  brand: ReactNode;
  menu?: ReactNode;
  support: ReactNode;
  children: ReactNode;
}

/** What every page has around it: the name above, support below, always at the same place. */
export function Shell({ brand, menu, support, children }: ShellProps) {
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {t.common.skipToContent}
      </a>
      <header className={styles.header}>
        {brand}
        <div className={styles.tools}>
          <ThemeSwitch />
          {menu}
        </div>
      </header>
      <main id="content" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <footer className={styles.footer}>{support}</footer>
    </div>
  );
}
