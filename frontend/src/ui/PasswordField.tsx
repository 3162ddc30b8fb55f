import { useState } from "react";
import { t } from "@/lib/messages/t";
import { Field } from "./Field";
import styles from "./Input.module.css";

interface PasswordFieldProps {
  label: string;
  name: string;
  value: string;
  autoComplete: "current-password" | "new-password";
  hint?: string;
  error?: string | undefined;
  autoFocus?: boolean;
  onChange: (value: string) => void;
}

/** A password that one may look at: there is no second field to type it again. */
export function PasswordField({ label, hint, error, onChange, ...rest }: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <div className={styles.withAction}>
          <input
            {...rest}
            {...wiring}
            type={isShown ? "text" : "password"}
            className={styles.input}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
          />
          <button
            type="button"
            className={styles.action}
            aria-label={isShown ? t.common.hidePassword : t.common.showPassword}
            onClick={() => setIsShown(!isShown)}
          >
            {isShown ? t.common.hide : t.common.show}
          </button>
        </div>
      )}
    </Field>
  );
}
