import { useState } from "react";
import { explainFields } from "@/api/explain";
import { StepUpDeclined } from "@/api/stepUp";
import { type Fault, faultAt } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { TextField } from "@/ui/TextField";
import { useSubmission } from "@/ui/useSubmission";
import { changeEmail } from "./calls";

interface ChangeEmailFormProps {
  onSent: (address: string) => void;
}

export function ChangeEmailForm({ onSent }: ChangeEmailFormProps) {
  const [address, setAddress] = useState("");
  const { submit, faults, isSending } = useSubmission();

  const judge = () => (address.trim() === "" ? [{ field: "email", message: t.email.missing }] : []);

  async function send() {
    await changeEmail(address.trim());
    onSent(address.trim());
  }

  return (
    <Form faults={faults} onSubmit={() => submit({ judge, send, explain })}>
      <TextField
        label={t.email.label}
        name="email"
        type="email"
        value={address}
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        error={faultAt(faults, "email")}
        onChange={setAddress}
      />
      <Button type="submit" look="primary" isBusy={isSending}>
        {t.email.submit}
      </Button>
    </Form>
  );
}

function explain(error: unknown): Fault[] {
  return error instanceof StepUpDeclined ? [] : explainFields(error, { email: t.email.faults });
}
