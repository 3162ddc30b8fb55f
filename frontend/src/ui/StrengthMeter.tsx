import { useEffect } from "react";
import { announce } from "@/lib/announce";
import { useSettled } from "@/lib/useSettled";
import styles from "./StrengthMeter.module.css";

const STEPS = [1, 2, 3];

/** How long typing has to rest before the word is said: each key would drown what is typed. */
const REST_MS = 1000;

interface StrengthMeterProps {
  /** From 0, which won't do, to 3. */
  strength: number;
  /** The same in words; empty while there is nothing to judge. */
  word: string;
}

/** How strong a new password is, live, in words and in a bar. */
export function StrengthMeter({ strength, word }: StrengthMeterProps) {
  const spoken = useSettled(word, REST_MS);
  useEffect(() => {
    if (spoken) announce(spoken);
  }, [spoken]);

  const filled = word === "" ? 0 : Math.max(strength, 1);
  return (
    <div className={styles.meter} data-strength={strength}>
      <div className={styles.bars} aria-hidden="true">
        {STEPS.map((step) => (
          <span key={step} data-filled={step <= filled} />
        ))}
      </div>
      <span className={styles.word}>{word}</span>
    </div>
  );
}
