import { EllipsisVertical } from "lucide-react";
import { useRef } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import button from "./Button.module.css";
import styles from "./Menu.module.css";

interface Action {
  readonly id: string;
  readonly label: string;
  /** It can't be undone. */
  readonly isGrave?: boolean;
}

interface ActionMenuProps {
  label: string;
  actions: readonly Action[];
  /** With the button, for whatever gives the focus back: the menu itself is gone by then. */
  onAction: (id: string, opener: HTMLButtonElement | null) => void;
}

/** What may be done with a thing, behind one button. */
export function ActionMenu({ label, actions, onAction }: ActionMenuProps) {
  const openerRef = useRef<HTMLButtonElement>(null);
  return (
    <MenuTrigger>
      <Button ref={openerRef} className={`${button.icon} ${styles.more}`} aria-label={label}>
        <EllipsisVertical size={20} aria-hidden="true" />
      </Button>
      <Popover className={styles.popover} placement="bottom end">
        <Menu className={styles.menu} onAction={(key) => onAction(String(key), openerRef.current)}>
          {actions.map(({ id, label: text, isGrave }) => (
            <MenuItem key={id} id={id} className={isGrave ? `${styles.item} ${styles.grave}` : styles.item}>
              {text}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
