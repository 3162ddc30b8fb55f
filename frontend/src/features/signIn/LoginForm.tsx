import { useState } from "react";
import { explain } from "@/api/explain";
import { problemOf } from "@/api/problem";
import { type Fault, faultAt } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { PasswordField } from "@/ui/PasswordField";
import { TextField } from "@/ui/TextField";
import { useSubmission } from "@/ui/useSubmission";
import { type LoginOutcome, logIn } from "./calls";
import { rememberUsername } from "./pendingLogin";

interface LoginFormProps {
  initialUsername: string;
  onOutcome: (username: string, outcome: LoginOutcome) => void;
}

export function LoginForm({ initialUsername, onOutcome }: LoginFormProps) {
  const [username, setUsername] = useState(initialUsername);
  const [password, setPassword] = useState("");
  const { submit, faults, isSending } = useSubmission();

  /** Kept for the pages next to this one, so that nobody types it twice. */
  function nameUser(typed: string) {
    setUsername(typed);
    rememberUsername(typed);
  }

  function judge(): Fault[] {
    const found: Fault[] = [];
    if (username.trim() === "") found.push({ field: "username", message: t.login.usernameMissing });
    if (password === "") found.push({ field: "password", message: t.login.passwordMissing });
    return found;
  }

  const send = async () => onOutcome(username, await logIn(username, password));

  return (
    <Form faults={faults} onSubmit={() => submit({ judge, send, explain: explainLogin })}>
      <TextField
        label={t.login.username}
        name="username"
        value={username}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        autoFocus={initialUsername === ""}
        error={faultAt(faults, "username")}
        onChange={nameUser}
      />
      <PasswordField
        label={t.login.password}
        name="password"
        value={password}
        autoComplete="current-password"
        autoFocus={initialUsername !== ""}
        error={faultAt(faults, "password")}
        onChange={setPassword}
      />
      <Button type="submit" look="primary" isBusy={isSending}>
        {t.login.submit}
      </Button>
    </Form>
  );
}

export function explainLogin(error: unknown): Fault[] {
  if (problemOf(error, "invalid_credentials")) return [{ field: "password", message: t.login.invalid }];
  return [explain(error)];
}
