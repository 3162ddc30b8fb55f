import { EllipsisVertical } from "lucide-react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
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
  onAction: (id: string) => void;
}

/** What may be done with a thing, behind one button. */
export function ActionMenu({ label, actions, onAction }: ActionMenuProps) {
  return (
    <MenuTrigger>
      <Button className={styles.more} aria-label={label}>
        <EllipsisVertical size={20} aria-hidden="true" />
      </Button>
      <Popover className={styles.popover} placement="bottom end">
        <Menu className={styles.menu} onAction={(key) => onAction(String(key))}>
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
