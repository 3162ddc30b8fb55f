import { explainAct } from "@/api/explain";
import { t } from "@/lib/messages/t";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { useSubmission } from "@/ui/useSubmission";
import { type ApiToken, useDeleteApiToken } from "./queries";

interface DeleteTokenDialogProps {
  token: ApiToken;
  onDeleted: (token: ApiToken) => void;
  onClose: () => void;
}

export function DeleteTokenDialog({ token, onDeleted, onClose }: DeleteTokenDialogProps) {
  const deleteToken = useDeleteApiToken();
  const { submit, faults, isSending } = useSubmission();

  async function send() {
    await deleteToken.mutateAsync(token);
    onDeleted(token);
  }

  return (
    <ConfirmDialog
      title={t.apiTokens.deleteTitle(token.name)}
      isOpen
      lead={t.apiTokens.deleteLead}
      confirm={t.apiTokens.deleteConfirm}
      faults={faults}
      isSending={isSending}
      onConfirm={() => submit({ send, explain: explainAct })}
      onClose={onClose}
    />
  );
}
