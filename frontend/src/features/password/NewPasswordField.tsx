import type { PasswordFault } from "@/lib/judgePassword";
import { t } from "@/lib/messages/t";
import { passwordStrength } from "@/lib/passwordStrength";
import { PasswordField } from "@/ui/PasswordField";
import { StrengthMeter } from "@/ui/StrengthMeter";

interface NewPasswordFieldProps {
  name: string;
  value: string;
  verdict: PasswordFault | undefined;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** A password to be: one field that shows what is typed on demand, and says at once whether it will do. */
export function NewPasswordField({ verdict, ...field }: NewPasswordFieldProps) {
  const strength = verdict ? 0 : passwordStrength(field.value);
  const word = verdict ? t.newPassword.verdicts[verdict] : t.newPassword.strengths[strength];
  return (
    <>
      <PasswordField
        {...field}
        label={t.newPassword.label}
        hint={t.newPassword.hint}
        autoComplete="new-password"
      />
      <StrengthMeter strength={strength} word={field.value === "" ? "" : (word ?? "")} />
    </>
  );
}
