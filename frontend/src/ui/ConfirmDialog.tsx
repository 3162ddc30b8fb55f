import type { ReactNode } from "react";
import type { Fault } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { Button } from "./Button";
import styles from "./ConfirmDialog.module.css";
import { Dialog } from "./Dialog";
import { Form } from "./Form";
import { Row } from "./Row";

interface ConfirmDialogProps {
  title: string;
  isOpen: boolean;
  lead?: string;
  /** What happens or is lost, a line each. */
  effects?: readonly string[];
  confirm: string;
  keep?: string;
  look?: "primary" | "danger";
  faults?: readonly Fault[];
  isSending?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  /** Fields, where more than a yes is asked. */
  children?: ReactNode;
}

/** Says what an act will do before it is done. */
export function ConfirmDialog({
  title,
  isOpen,
  lead,
  effects = [],
  confirm,
  keep = t.common.cancel,
  look = "danger",
  faults = [],
  isSending = false,
  onConfirm,
  onClose,
  children,
}: ConfirmDialogProps) {
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose}>
      {lead && <p>{lead}</p>}
      {effects.length > 0 && (
        <ul className={styles.effects}>
          {effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      )}
      <Form faults={faults} onSubmit={onConfirm}>
        {children}
        <Row>
          <Button type="submit" look={look} isBusy={isSending}>
            {confirm}
          </Button>
          <Button onClick={onClose}>{keep}</Button>
        </Row>
      </Form>
    </Dialog>
  );
}
