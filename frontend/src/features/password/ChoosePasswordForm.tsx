import { useState } from "react";
import { explainFields } from "@/api/explain";
import { problemOf } from "@/api/problem";
import { faultAt } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { TextField } from "@/ui/TextField";
import { useSubmission } from "@/ui/useSubmission";
import { newPasswordFaults, REFUSALS } from "./faults";
import { NewPasswordField } from "./NewPasswordField";
import { usePasswordJudge } from "./usePasswordJudge";

interface ChoosePasswordFormProps {
  username: string;
  teamName: string;
  /** What the call that is sent names the password. */
  field: "password" | "new_password";
  submitLabel: string;
  /** What else happens with it. */
  note?: string;
  send: (password: string) => Promise<unknown>;
  onDone: () => void;
  onLinkDead: () => void;
}

/** A first or a new password, by a mailed link. */
export function ChoosePasswordForm(props: ChoosePasswordFormProps) {
  const { username, teamName, field, submitLabel, note, onDone, onLinkDead } = props;
  const [password, setPassword] = useState("");
  const verdict = usePasswordJudge(password, [username, teamName]);
  const { submit, faults, isSending } = useSubmission();

  const judge = () => newPasswordFaults(field, password, verdict);

  async function send() {
    await props.send(password);
    onDone();
  }

  function explain(error: unknown) {
    if (!problemOf(error, "link_expired")) return explainFields(error, { [field]: REFUSALS });
    onLinkDead();
    return [];
  }

  return (
    <Form faults={faults} onSubmit={() => submit({ judge, send, explain })}>
      <TextField
        label={t.newPassword.username}
        name="username"
        value={username}
        autoComplete="username"
        readOnly
        onChange={() => undefined}
      />
      <NewPasswordField
        name={field}
        value={password}
        verdict={verdict}
        error={faultAt(faults, field)}
        onChange={setPassword}
      />
      {note && <p>{note}</p>}
      <Button type="submit" look="primary" isBusy={isSending}>
        {submitLabel}
      </Button>
    </Form>
  );
}
