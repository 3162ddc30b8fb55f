import { ChevronDown } from "lucide-react";
import { Field } from "./Field";
import input from "./Input.module.css";
import styles from "./SelectField.module.css";

interface SelectFieldProps {
  label: string;
  name: string;
  value: string;
  /** What is sent, and how it is called. */
  options: ReadonlyArray<readonly [value: string, label: string]>;
  hint?: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}

/** A choice of a few: the system's own list, which every phone and screen reader knows. */
export function SelectField({ label, name, value, options, hint, error, onChange }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <div className={styles.box}>
          <select
            {...wiring}
            name={name}
            value={value}
            className={`${input.input} ${styles.select}`}
            onChange={(event) => onChange(event.target.value)}
          >
            {options.map(([option, text]) => (
              <option key={option} value={option}>
                {text}
              </option>
            ))}
          </select>
          <ChevronDown size={18} aria-hidden="true" className={styles.mark} />
        </div>
      )}
    </Field>
  );
}
