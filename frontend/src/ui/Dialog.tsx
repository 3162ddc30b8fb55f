import { type ReactNode, useEffect, useRef } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import styles from "./Dialog.module.css";

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** It asks for one thing, so its first field has the focus. */
  startsInField?: boolean;
  /** What it shows would be lost, so Escape doesn't close it: a button does. */
  isHeld?: boolean;
  children: ReactNode;
}

/** A dialog over the page. It holds the focus, and gives it back to where it was. */
export function Dialog({
  title,
  isOpen,
  onClose,
  startsInField = false,
  isHeld = false,
  children,
}: DialogProps) {
  const dialogRef = useRef<HTMLElement>(null);

  useEffect(() => {
    // Not by `autoFocus`: over another dialog that comes too early, and the other one takes the focus back.
    if (isOpen && startsInField) {
      dialogRef.current?.querySelector<HTMLInputElement>("input:not([readonly])")?.focus();
    }
  }, [isOpen, startsInField]);

  return (
    <ModalOverlay
      className={styles.overlay}
      isOpen={isOpen}
      isKeyboardDismissDisabled={isHeld}
      onOpenChange={(open) => open || onClose()}
    >
      <Modal className={styles.modal}>
        <AriaDialog ref={dialogRef} className={styles.dialog}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
