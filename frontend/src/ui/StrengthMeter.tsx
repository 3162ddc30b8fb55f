import { t } from "@/lib/messages/t";
import { passwordStrength } from "@/lib/passwordStrength";
import styles from "./StrengthMeter.module.css";

const STEPS = [1, 2, 3];

/** How strong a new password is, live, in words and in a bar. */
export function StrengthMeter({ password }: { password: string }) {
  const strength = passwordStrength(password);
  return (
    <div className={styles.meter} data-strength={strength}>
      <div className={styles.bars} aria-hidden="true">
        {STEPS.map((step) => (
          <span key={step} data-filled={password !== "" && strength >= step} />
        ))}
      </div>
      <span role="status" className={styles.word}>
        {password !== "" && `${t.invitation.strength}: ${t.invitation.strengths[strength]}`}
      </span>
    </div>
  );
}
