import { useNavigate } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import { t } from "@/lib/messages/t";
import styles from "@/ui/Menu.module.css";
import { logOut } from "./queries";

const PAGES = [
  ["/", t.menu.dashboard],
  ["/two-factor", t.menu.twoFactor],
  ["/team", t.menu.team],
  ["/sessions", t.menu.sessions],
  ["/activity", t.menu.activity],
  ["/password", t.menu.password],
  ["/api-tokens", t.menu.apiTokens],
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
          {PAGES.map(([to, label]) => (
            <MenuItem key={to} className={styles.item} onAction={() => navigate({ to })}>
              {label}
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
