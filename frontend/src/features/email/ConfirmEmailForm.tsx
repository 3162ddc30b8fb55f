import { explain } from "@/api/explain";
import { problemOf } from "@/api/problem";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { useSubmission } from "@/ui/useSubmission";
import { confirmEmail } from "./calls";

interface ConfirmEmailFormProps {
  token: string;
  onConfirmed: () => void;
  onLinkDead: () => void;
}

/** One press: a mail program that opens each link by itself must not confirm anything. */
export function ConfirmEmailForm({ token, onConfirmed, onLinkDead }: ConfirmEmailFormProps) {
  const { submit, faults, isSending } = useSubmission();

  async function send() {
    await confirmEmail(token);
    onConfirmed();
  }

  function explainRefusal(error: unknown) {
    if (!problemOf(error, "link_expired")) return [explain(error)];
    onLinkDead();
    return [];
  }

  return (
    <Form faults={faults} onSubmit={() => submit({ send, explain: explainRefusal })}>
      <p>{t.confirmEmail.text}</p>
      <Button type="submit" look="primary" isBusy={isSending}>
        {t.confirmEmail.submit}
      </Button>
    </Form>
  );
}
