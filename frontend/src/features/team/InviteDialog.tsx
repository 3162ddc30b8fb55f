import { useState } from "react";
import { explainFields } from "@/api/explain";
import { problemOf } from "@/api/problem";
import { type Fault, faultAt } from "@/lib/fault";
import { currentLanguage, LANGUAGES } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { Row } from "@/ui/Row";
import { SelectField } from "@/ui/SelectField";
import { TextField } from "@/ui/TextField";
import { useSubmission } from "@/ui/useSubmission";
import { useInviteUser } from "./queries";

const ROLES = ["member", "admin"] as const;

/** What must be filled in, in the order of the form. */
const REQUIRED = ["username", "name", "email"] as const;

interface InviteDialogProps {
  onDone: (told: string) => void;
  onClose: () => void;
}

export function InviteDialog({ onDone, onClose }: InviteDialogProps) {
  const [invited, setInvited] = useState({
    username: "",
    name: "",
    email: "",
    role: "member",
    locale: currentLanguage() as string,
  });
  const inviteUser = useInviteUser();
  const { submit, faults, isSending } = useSubmission();
  const change = (field: keyof typeof invited) => (value: string) =>
    setInvited((before) => ({ ...before, [field]: value }));

  function judge(): Fault[] {
    const missing = REQUIRED.filter((field) => invited[field].trim() === "");
    return missing.map((field) => ({ field, message: t.inviteUser.missing[field] }));
  }

  async function send() {
    const body = {
      ...invited,
      username: invited.username.trim(),
      name: invited.name.trim(),
      email: invited.email.trim(),
    };
    await inviteUser.mutateAsync(body);
    onDone(t.inviteUser.done(body.name, body.email));
  }

  function explain(error: unknown): Fault[] {
    if (problemOf(error, "already_exists")) return [{ field: "username", message: t.inviteUser.taken }];
    return explainFields(error, t.inviteUser.faults);
  }

  return (
    <Dialog title={t.inviteUser.title} isOpen startsInField onClose={onClose}>
      <p>{t.inviteUser.lead}</p>
      <Form faults={faults} onSubmit={() => submit({ judge, send, explain })}>
        <TextField
          label={t.inviteUser.username}
          hint={t.inviteUser.usernameHint}
          name="username"
          value={invited.username}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          error={faultAt(faults, "username")}
          onChange={change("username")}
        />
        <TextField
          label={t.inviteUser.name}
          name="name"
          value={invited.name}
          autoComplete="off"
          error={faultAt(faults, "name")}
          onChange={change("name")}
        />
        <TextField
          label={t.inviteUser.email}
          name="email"
          type="email"
          value={invited.email}
          autoComplete="off"
          error={faultAt(faults, "email")}
          onChange={change("email")}
        />
        <SelectField
          label={t.inviteUser.role}
          name="role"
          value={invited.role}
          options={ROLES.map((role) => [role, t.team.roles[role]] as const)}
          onChange={change("role")}
        />
        <SelectField
          label={t.inviteUser.language}
          name="locale"
          value={invited.locale}
          options={Object.entries(LANGUAGES)}
          onChange={change("locale")}
        />
        <Row>
          <Button type="submit" look="primary" isBusy={isSending}>
            {t.inviteUser.submit}
          </Button>
          <Button onClick={onClose}>{t.common.cancel}</Button>
        </Row>
      </Form>
    </Dialog>
  );
}
