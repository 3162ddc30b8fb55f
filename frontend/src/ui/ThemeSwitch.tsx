import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { announce } from "@/lib/announce";
import { t } from "@/lib/messages/t";
import { chooseTheme, storedTheme, THEMES, type Theme } from "@/lib/theme";
import button from "./Button.module.css";
import styles from "./ThemeSwitch.module.css";

const ICONS = { system: Monitor, light: Sun, dark: Moon };

/** One button that goes round the themes. Its name says which one is on. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(storedTheme);
  const Icon = ICONS[theme];

  function showNext() {
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
    chooseTheme(next);
    setTheme(next);
    announce(`${t.theme.label}: ${t.theme[next]}`);
  }

  const name = `${t.theme.label}: ${t.theme[theme]}`;
  return (
    <button
      type="button"
      className={`${button.icon} ${styles.button}`}
      aria-label={name}
      title={name}
      onClick={showNext}
    >
      <Icon size={18} aria-hidden="true" />
    </button>
  );
}
