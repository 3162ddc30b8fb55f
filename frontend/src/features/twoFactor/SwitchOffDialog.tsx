import { t } from "@/lib/messages/t";
import { ConfirmDialog } from "@/ui/ConfirmDialog";

interface SwitchOffDialogProps {
  isOpen: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Says what will be lost before anything is asked. */
export function SwitchOffDialog(props: SwitchOffDialogProps) {
  const { title, lead, losses, confirm, keep } = t.switchOff;
  return (
    <ConfirmDialog {...props} title={title} lead={lead} effects={losses} confirm={confirm} keep={keep} />
  );
}
