import { type Fault, faultAt } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { passwordStrength } from "@/lib/passwordStrength";
import { PasswordField } from "@/ui/PasswordField";
import { StrengthMeter } from "@/ui/StrengthMeter";
import type { NewPassword } from "./useNewPassword";

interface NewPasswordFieldProps {
  chosen: NewPassword;
  faults: readonly Fault[];
}

/** A password to be: one field that shows what is typed on demand, and says at once whether it will do. */
export function NewPasswordField({ chosen, faults }: NewPasswordFieldProps) {
  const { field, value, verdict, isJudged, change } = chosen;
  const error = isJudged ? faultAt(faults, field) : undefined;
  const strength = verdict ? 0 : passwordStrength(value);
  const word = verdict ? t.newPassword.verdicts[verdict] : (t.newPassword.strengths[strength] ?? "");
  return (
    <>
      <PasswordField
        label={t.newPassword.label}
        hint={t.newPassword.hint}
        name={field}
        value={value}
        autoComplete="new-password"
        error={error}
        onChange={change}
      />
      <StrengthMeter strength={strength} word={value === "" || error ? "" : word} />
    </>
  );
}
