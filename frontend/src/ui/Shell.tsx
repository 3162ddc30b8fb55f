import type { ReactNode } from "react";
import type { Language } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { LanguageSwitch } from "./LanguageSwitch";
import styles from "./Shell.module.css";
import { ThemeSwitch } from "./ThemeSwitch";

interface ShellProps {
  brand: ReactNode;
  menu?: ReactNode;
  support: ReactNode;
  onChooseLanguage: (language: Language) => Promise<unknown>;
  children: ReactNode;
}

/** What every page has around it: the name above, support below, always at the same place. */
export function Shell({ brand, menu, support, onChooseLanguage, children }: ShellProps) {
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
      <footer className={styles.footer}>
        {support}
        <LanguageSwitch onChoose={onChooseLanguage} />
      </footer>
    </div>
  );
}
