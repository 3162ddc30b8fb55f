import { useState } from "react";
import { explainFields } from "@/api/explain";
import { StepUpDeclined } from "@/api/stepUp";
import { type Fault, faultAt } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { OwnUsername } from "@/ui/OwnUsername";
import { PasswordField } from "@/ui/PasswordField";
import { useSubmission } from "@/ui/useSubmission";
import { changePassword } from "./calls";
import { NewPasswordField } from "./NewPasswordField";
import { refusals, useNewPassword } from "./useNewPassword";

interface ChangePasswordFormProps {
  username: string;
  /** The names that a password may not hold, besides the user name. */
  names: readonly string[];
  onChanged: () => void;
}

export function ChangePasswordForm({ username, names, onChanged }: ChangePasswordFormProps) {
  const [current, setCurrent] = useState("");
  const chosen = useNewPassword("new_password", [username, ...names]);
  const { submit, faults, isSending } = useSubmission();

  function judge(): Fault[] {
    const ofCurrent =
      current === "" ? [{ field: "current_password", message: t.changePassword.currentMissing }] : [];
    return [...ofCurrent, ...chosen.judge()];
  }

  async function send() {
    await changePassword(current, chosen.value);
    onChanged();
  }

  return (
    <Form faults={faults} onSubmit={() => submit({ judge, send, explain })}>
      <OwnUsername username={username} />
      <PasswordField
        label={t.changePassword.current}
        name="current_password"
        value={current}
        autoComplete="current-password"
        error={faultAt(faults, "current_password")}
        onChange={setCurrent}
      />
      <NewPasswordField chosen={chosen} faults={faults} />
      <p>{t.changePassword.ends}</p>
      <Button type="submit" look="primary" isBusy={isSending}>
        {t.changePassword.submit}
      </Button>
    </Form>
  );
}

function explain(error: unknown): Fault[] {
  if (error instanceof StepUpDeclined) return [];
  return explainFields(error, {
    current_password: { wrong: t.changePassword.currentWrong },
    new_password: refusals(),
  });
}
