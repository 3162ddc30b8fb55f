import type { ChangeEvent, ClipboardEvent } from "react";
import { wholeBackupCodeIn, wholeCodeIn } from "@/lib/code";
import { Field } from "./Field";
import styles from "./Input.module.css";

interface CodeFieldProps {
  label: string;
  value: string;
  kind?: "digits" | "backup";
  hint?: string;
  error?: string | undefined;
  autoFocus?: boolean;
  onChange: (value: string) => void;
  /** A code arrived whole, by paste or autofill: it may be sent as it is. Typed digits never do this. */
  onWhole?: (code: string) => void;
}

/** One field for a code: no boxes, no `maxlength`, so that anything can be pasted. */
export function CodeField({
  label,
  value,
  kind = "digits",
  hint,
  error,
  autoFocus,
  onChange,
  onWhole,
}: CodeFieldProps) {
  const wholeIn = kind === "digits" ? wholeCodeIn : wholeBackupCodeIn;

  function take(code: string) {
    onChange(code);
    onWhole?.(code);
  }

  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const code = wholeIn(event.clipboardData.getData("text"));
    if (!code) return;
    event.preventDefault();
    take(code);
  }

  function change(event: ChangeEvent<HTMLInputElement>) {
    const next = event.target.value;
    const code = wholeIn(next);
    // Hands add a character at a time; autofill and WebOTP bring the whole code in one event, also over an old one.
    if (code && lengthAdded(value, next) > 1) take(code);
    else onChange(next);
  }

  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <input
          {...wiring}
          {...ATTRIBUTES[kind]}
          type="text"
          name="code"
          value={value}
          className={`${styles.input} ${styles.code}`}
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          // biome-ignore lint/a11y/noAutofocus: the code is the one thing to do where the caller asks for it
          autoFocus={autoFocus}
          onPaste={paste}
          onChange={change}
        />
      )}
    </Field>
  );
}

/** How many characters stand in `next` between what it begins and ends with in common with `before`. */
function lengthAdded(before: string, next: string): number {
  const most = Math.min(before.length, next.length);
  let start = 0;
  while (start < most && before[start] === next[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === next.at(-1 - end)) end += 1;
  return next.length - start - end;
}

const ATTRIBUTES = {
  digits: { inputMode: "numeric", autoComplete: "one-time-code", autoCapitalize: "none" },
  backup: { inputMode: "text", autoComplete: "off", autoCapitalize: "characters" },
} as const;
