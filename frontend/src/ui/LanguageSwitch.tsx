import { useState } from "react";
import { currentLanguage, LANGUAGES, type Language } from "@/lib/language";
import { t } from "@/lib/messages/t";
import styles from "./LanguageSwitch.module.css";

interface LanguageSwitchProps {
  /** Has all pages speak the language; rejects where it can't be had. */
  onChoose: (language: Language) => Promise<unknown>;
}

/** The languages there are, each by its own name. What was typed stays, whatever is pressed here. */
export function LanguageSwitch({ onChoose }: LanguageSwitchProps) {
  const [hasFailed, setHasFailed] = useState(false);

  function choose(language: Language) {
    setHasFailed(false);
    onChoose(language).catch(() => setHasFailed(true));
  }

  return (
    <nav aria-label={t.language.label} className={styles.languages}>
      {Object.entries(LANGUAGES).map(([language, name]) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={styles.language}
          aria-current={language === currentLanguage() || undefined}
          onClick={() => choose(language as Language)}
        >
          {name}
        </button>
      ))}
      {hasFailed && (
        <span role="alert" className={styles.failed}>
          {t.language.failed}
        </span>
      )}
    </nav>
  );
}
