import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Row } from "@/ui/Row";
import styles from "./SwitchOffDialog.module.css";

interface SwitchOffDialogProps {
  isOpen: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Says what will be lost before anything is asked. */
export function SwitchOffDialog({ isOpen, onConfirm, onClose }: SwitchOffDialogProps) {
  return (
    <Dialog title={t.switchOff.title} isOpen={isOpen} onClose={onClose}>
      <p>{t.switchOff.lead}</p>
      <ul className={styles.losses}>
        {t.switchOff.losses.map((loss) => (
          <li key={loss}>{loss}</li>
        ))}
      </ul>
      <Row>
        <Button look="danger" onClick={onConfirm}>
          {t.switchOff.confirm}
        </Button>
        <Button onClick={onClose}>{t.switchOff.keep}</Button>
      </Row>
    </Dialog>
  );
}
