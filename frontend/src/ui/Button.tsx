import type { ButtonHTMLAttributes } from "react";
import styles from "./Button.module.css";

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "disabled" | "className"> {
  look?: "primary" | "secondary" | "danger" | "quiet";
  /** Something is under way: the button stays pressable, and further presses are swallowed by its owner. */
  isBusy?: boolean;
}

/** A button. It is never disabled: pressed too early it says why. */
export function Button({
  look = "secondary",
  isBusy = false,
  type = "button",
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={`${styles.button} ${styles[look]}`}
      aria-busy={isBusy || undefined}
    >
      <span className={styles.label}>{children}</span>
    </button>
  );
}
