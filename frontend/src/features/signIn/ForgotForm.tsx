import { useState } from "react";
import { explain } from "@/api/explain";
import { faultAt } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { TextField } from "@/ui/TextField";
import { useSubmission } from "@/ui/useSubmission";
import { forgotPassword } from "./calls";
import { rememberUsername } from "./pendingLogin";

interface ForgotFormProps {
  initialUsername: string;
  onSent: (username: string) => void;
}

export function ForgotForm({ initialUsername, onSent }: ForgotFormProps) {
  const [username, setUsername] = useState(initialUsername);
  const { submit, faults, isSending } = useSubmission();

  function nameUser(typed: string) {
    setUsername(typed);
    rememberUsername(typed);
  }

  const judge = () => (username.trim() === "" ? [{ field: "username", message: t.forgot.missing }] : []);

  async function send() {
    await forgotPassword(username);
    onSent(username);
  }

  return (
    <Form faults={faults} onSubmit={() => submit({ judge, send, explain: (error) => [explain(error)] })}>
      <TextField
        label={t.forgot.username}
        name="username"
        value={username}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        error={faultAt(faults, "username")}
        onChange={nameUser}
      />
      <Button type="submit" look="primary" isBusy={isSending}>
        {t.forgot.submit}
      </Button>
    </Form>
  );
}
