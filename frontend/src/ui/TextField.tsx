import type { InputHTMLAttributes } from "react";
import { Field } from "./Field";
import styles from "./Input.module.css";

interface TextFieldProps
  extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "className" | "name"> {
  label: string;
  name: string;
  hint?: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}

export function TextField({ label, hint, error, onChange, type = "text", ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <input
          {...rest}
          {...wiring}
          type={type}
          className={styles.input}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
