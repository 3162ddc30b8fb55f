import { useState } from "react";
import { explainFields } from "@/api/explain";
import { type Fault, faultAt } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { PasswordField } from "@/ui/PasswordField";
import { StrengthMeter } from "@/ui/StrengthMeter";
import { TextField } from "@/ui/TextField";
import { useSubmission } from "@/ui/useSubmission";
import { acceptInvitation } from "./calls";

interface AcceptFormProps {
  token: string;
  username: string;
  onAccepted: () => void;
}

export function AcceptForm({ token, username, onAccepted }: AcceptFormProps) {
  const [password, setPassword] = useState("");
  const { submit, faults, isSending } = useSubmission();

  function judge(): Fault[] {
    return password === "" ? [{ field: "password", message: t.invitation.passwordMissing }] : [];
  }

  async function send() {
    await acceptInvitation(token, password);
    onAccepted();
  }

  const explain = (error: unknown) => explainFields(error, { password: t.invitation.faults });

  return (
    <Form faults={faults} onSubmit={() => submit({ judge, send, explain })}>
      <TextField
        label={t.invitation.username}
        name="username"
        value={username}
        autoComplete="username"
        readOnly
        onChange={() => undefined}
      />
      <PasswordField
        label={t.invitation.password}
        hint={t.invitation.passwordHint}
        name="password"
        value={password}
        autoComplete="new-password"
        error={faultAt(faults, "password")}
        onChange={setPassword}
      />
      <StrengthMeter password={password} />
      <Button type="submit" look="primary" isBusy={isSending}>
        {t.invitation.accept}
      </Button>
    </Form>
  );
}
