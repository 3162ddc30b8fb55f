import type { Ref } from "react";
import styles from "./Switch.module.css";

interface SwitchProps {
  label: string;
  isOn: boolean;
  /** The words beside it: the state is never told by colour alone. */
  stateText: string;
  ref?: Ref<HTMLButtonElement>;
  onPress: () => void;
}

export function Switch({ label, isOn, stateText, ref, onPress }: SwitchProps) {
  return (
    <button
      ref={ref}
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      className={styles.switch}
      onClick={onPress}
    >
      <span className={styles.track} aria-hidden="true">
        <span className={styles.thumb} />
      </span>
      <span className={styles.state} aria-hidden="true">
        {stateText}
      </span>
    </button>
  );
}
