import { useNavigate } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import { t } from "@/lib/messages/t";
import { logOut } from "./queries";
import styles from "./UserMenu.module.css";

/** The <Your Name> drop-down. */
export function UserMenu({ name }: { name: string }) {
  const navigate = useNavigate();
  return (
    <MenuTrigger>
      <Button className={styles.trigger}>
        <span className={styles.name}>{name}</span>
        <ChevronDown size={16} aria-hidden="true" />
      </Button>
      <Popover className={styles.popover} placement="bottom end">
        <Menu className={styles.menu}>
          <MenuItem className={styles.item} onAction={() => navigate({ to: "/" })}>
            {t.menu.dashboard}
          </MenuItem>
          <MenuItem className={styles.item} onAction={() => navigate({ to: "/two-factor" })}>
            {t.menu.twoFactor}
          </MenuItem>
          <MenuItem className={styles.item} onAction={() => navigate({ to: "/team" })}>
            {t.menu.team}
          </MenuItem>
          <MenuItem className={styles.item} onAction={() => navigate({ to: "/password" })}>
            {t.menu.password}
          </MenuItem>
          <Separator className={styles.line} />
          <MenuItem className={styles.item} onAction={logOut}>
            {t.menu.logOut}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
