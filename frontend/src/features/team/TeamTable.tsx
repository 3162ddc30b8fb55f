import { Pencil } from "lucide-react";
import { t } from "@/lib/messages/t";
import { ActionMenu } from "@/ui/ActionMenu";
import hidden from "@/ui/styles/hidden.module.css";
import { Tag } from "@/ui/Tag";
import { type Act, actsOn, isGrave } from "./memberActs";
import type { TeamUser } from "./queries";
import styles from "./TeamTable.module.css";

/** The one entry of the menu that does nothing to anybody. */
const SHOW_ACTIVITY = "show_activity";

interface RowProps {
  ownId: string;
  isAdmin: boolean;
  onEdit: (userId: string) => void;
  onAct: (user: TeamUser, act: Act, opener: HTMLButtonElement | null) => void;
  onShowActivity: (userId: string) => void;
}

export function TeamTable({ users, ...rowProps }: RowProps & { users: readonly TeamUser[] }) {
  return (
    <table className={styles.table}>
      <caption className={hidden.visually}>{t.team.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.team.name}</th>
          <th scope="col">{t.team.role}</th>
          <th scope="col">{t.team.phone}</th>
          <th scope="col">{t.team.twoFactor}</th>
          <th scope="col">
            <span className={hidden.visually}>{t.team.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <Row key={user.id} user={user} {...rowProps} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ user, ownId, isAdmin, onEdit, onAct, onShowActivity }: RowProps & { user: TeamUser }) {
  const state = t.team.states[user.state];
  return (
    <tr>
      <th scope="row">
        <span className={styles.name}>
          {user.name}
          {user.id === ownId && <Tag>{t.team.you}</Tag>}
          {state && <Tag tone={user.state === "disabled" ? "off" : "open"}>{state}</Tag>}
        </span>
        <span className={styles.username}>{user.username}</span>
      </th>
      <td data-label={t.team.role}>{t.team.roles[user.role] ?? user.role}</td>
      <td data-label={t.team.phone}>
        <Phone user={user} />
      </td>
      <td data-label={t.team.twoFactor}>
        <span className={user.two_factor ? undefined : styles.soft}>{twoFactorText(user)}</span>
      </td>
      <td className={styles.actions}>
        <div className={styles.buttons}>
          {user.can.includes("edit") && (
            <button
              type="button"
              className={styles.edit}
              aria-label={t.team.edit(user.name)}
              title={t.team.edit(user.name)}
              onClick={() => onEdit(user.id)}
            >
              <Pencil size={20} aria-hidden="true" />
            </button>
          )}
          {isAdmin && (
            <ActionMenu
              label={t.teamAdmin.more(user.name)}
              actions={[
                { id: SHOW_ACTIVITY, label: t.teamAdmin.showActivity },
                ...actsOn(user).map((act) => ({
                  id: act,
                  label: t.teamAdmin.acts[act].menu,
                  isGrave: isGrave(act),
                })),
              ]}
              onAction={(id, opener) =>
                id === SHOW_ACTIVITY ? onShowActivity(user.id) : onAct(user, id as Act, opener)
              }
            />
          )}
        </div>
      </td>
    </tr>
  );
}

function Phone({ user }: { user: TeamUser }) {
  const number = user.cell_phone ?? user.phone_hint;
  if (!number) return <span className={styles.soft}>{t.team.noPhone}</span>;
  return (
    <>
      <span className={styles.number}>{number}</span>
      {user.phone_verified === false && <span className={styles.soft}> ({t.team.unverified})</span>}
    </>
  );
}

function twoFactorText(user: TeamUser): string {
  if (!user.two_factor) return t.team.hidden;
  return user.two_factor.enabled ? t.team.on : t.team.off;
}
