import { useNavigate } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import { t } from "@/lib/messages/t";
import styles from "@/ui/Menu.module.css";
import { logOut } from "./queries";

const PAGES = [
  ["/", "dashboard"],
  ["/two-factor", "twoFactor"],
  ["/team", "team"],
  ["/sessions", "sessions"],
  ["/activity", "activity"],
  ["/password", "password"],
  ["/api-tokens", "apiTokens"],
] as const;

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
          {PAGES.map(([to, name]) => (
            <MenuItem key={to} className={styles.item} onAction={() => navigate({ to })}>
              {t.menu[name]}
            </MenuItem>
          ))}
          <Separator className={styles.line} />
          <MenuItem className={styles.item} onAction={logOut}>
            {t.menu.logOut}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
