import { useId } from "react";
import styles from "./Checkbox.module.css";

interface CheckboxProps {
  label: string;
  name: string;
  isChecked: boolean;
  hint?: string;
  error?: string | undefined;
  onChange: (isChecked: boolean) => void;
}

export function Checkbox({ label, name, isChecked, hint, error, onChange }: CheckboxProps) {
  const id = useId();
  const aside = error ?? hint;
  return (
    <div className={styles.checkbox}>
      <input
        id={id}
        type="checkbox"
        name={name}
        checked={isChecked}
        aria-describedby={aside ? `${id}-aside` : undefined}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {aside && (
        <span id={`${id}-aside`} className={error ? styles.error : styles.hint}>
          {aside}
        </span>
      )}
    </div>
  );
}
