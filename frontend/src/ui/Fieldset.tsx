import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import field from "./Field.module.css";
import styles from "./Fieldset.module.css";
import text from "./styles/text.module.css";

interface FieldsetProps {
  legend: string;
  hint?: string;
  error?: string | undefined;
  children: ReactNode;
}

/** Several controls that answer one question together. */
export function Fieldset({ legend, hint, error, children }: FieldsetProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <fieldset className={styles.fieldset} aria-describedby={described || undefined}>
      <legend className={field.label}>{legend}</legend>
      {hint && (
        <span id={`${id}-hint`} className={text.aside}>
          {hint}
        </span>
      )}
      {children}
      {error && (
        <span id={`${id}-error`} className={field.error}>
          <CircleAlert size={16} aria-hidden="true" />
          {error}
        </span>
      )}
    </fieldset>
  );
}
