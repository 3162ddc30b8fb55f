import { explainFields } from "@/api/explain";
import { problemOf } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { OwnUsername } from "@/ui/OwnUsername";
import { useSubmission } from "@/ui/useSubmission";
import { NewPasswordField } from "./NewPasswordField";
import { refusals, useNewPassword } from "./useNewPassword";

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
  const chosen = useNewPassword(field, [username, teamName]);
  const { submit, faults, isSending } = useSubmission();

  async function send() {
    await props.send(chosen.value);
    onDone();
  }

  function explain(error: unknown) {
    if (!problemOf(error, "link_expired")) return explainFields(error, { [field]: refusals() });
    onLinkDead();
    return [];
  }

  return (
    <Form faults={faults} onSubmit={() => submit({ judge: chosen.judge, send, explain })}>
      <OwnUsername username={username} />
      <NewPasswordField chosen={chosen} faults={faults} />
      {note && <p>{note}</p>}
      <Button type="submit" look="primary" isBusy={isSending}>
        {submitLabel}
      </Button>
    </Form>
  );
}
