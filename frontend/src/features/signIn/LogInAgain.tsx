import { useState } from "react";
import type { Authenticated, EndReason } from "@/api/session";
import { type Fault, faultAt } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { Notice } from "@/ui/Notice";
import { OwnUsername } from "@/ui/OwnUsername";
import { PasswordField } from "@/ui/PasswordField";
import { Row } from "@/ui/Row";
import { useSubmission } from "@/ui/useSubmission";
import { logIn } from "./calls";
import { explainLogin } from "./LoginForm";
import type { PendingLogin } from "./pendingLogin";
import { SecondFactorForm } from "./SecondFactorForm";

type Reason = EndReason | "challenge_expired" | "tries_used";

interface LogInAgainProps {
  username: string;
  reason: EndReason;
  onAuthenticated: (outcome: Authenticated) => void;
  /** To the log-in page, which loses what is typed below. */
  onLeave: () => void;
}

/** Password and second factor once more, of the one user whose page it is. */
export function LogInAgain({ username, reason, onAuthenticated, onLeave }: LogInAgainProps) {
  const [why, setWhy] = useState<Reason>(reason);
  const [password, setPassword] = useState("");
  const [pending, setPending] = useState<PendingLogin>();
  const { submit, faults, isSending } = useSubmission();

  const judge = (): Fault[] =>
    password === "" ? [{ field: "password", message: t.login.passwordMissing }] : [];

  async function send() {
    const outcome = await logIn(username, password);
    if (outcome.status === "authenticated") return onAuthenticated(outcome);
    if (outcome.status === "enrollment_required") return onLeave();
    setPassword("");
    setPending({ username, challenge: outcome, endsAt: Date.now() + outcome.expires_in * 1000 });
  }

  if (pending) {
    return (
      <SecondFactorForm
        pending={pending}
        onAuthenticated={onAuthenticated}
        onEnd={(ended) => {
          setWhy(ended);
          setPending(undefined);
        }}
      />
    );
  }
  return (
    <Form faults={faults} onSubmit={() => submit({ judge, send, explain: explainLogin })}>
      <Notice>
        <p>{t.login.reasons[why]}</p>
        <p>{t.login.kept}</p>
      </Notice>
      <OwnUsername username={username} />
      <PasswordField
        label={t.login.password}
        name="password"
        value={password}
        autoComplete="current-password"
        error={faultAt(faults, "password")}
        onChange={setPassword}
      />
      <Row>
        <Button type="submit" look="primary" isBusy={isSending}>
          {t.login.submit}
        </Button>
        <Button onClick={onLeave}>{t.login.leave}</Button>
      </Row>
    </Form>
  );
}
