import { Pencil } from "lucide-react";
import { t } from "@/lib/messages/t";
import hidden from "@/ui/styles/hidden.module.css";
import type { TeamUser } from "./queries";
import styles from "./TeamTable.module.css";

interface TeamTableProps {
  users: readonly TeamUser[];
  ownId: string;
  onEdit: (userId: string) => void;
}

export function TeamTable({ users, ownId, onEdit }: TeamTableProps) {
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
          <Row key={user.id} user={user} isSelf={user.id === ownId} onEdit={() => onEdit(user.id)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ user, isSelf, onEdit }: { user: TeamUser; isSelf: boolean; onEdit: () => void }) {
  const state = t.team.states[user.state];
  return (
    <tr>
      <th scope="row">
        <span className={styles.name}>
          {user.name}
          {isSelf && <span className={styles.tag}>{t.team.you}</span>}
          {state && <span className={styles.tag}>{state}</span>}
        </span>
        <span className={styles.username}>{user.username}</span>
      </th>
      <td data-label={t.team.role}>{t.team.roles[user.role] ?? user.role}</td>
      <td data-label={t.team.phone}>
        <Phone user={user} />
      </td>
      <td data-label={t.team.twoFactor}>{twoFactorText(user)}</td>
      <td className={styles.actions}>
        {user.can.includes("edit") && (
          <button
            type="button"
            className={styles.edit}
            aria-label={t.team.edit(user.name)}
            title={t.team.edit(user.name)}
            onClick={onEdit}
          >
            <Pencil size={20} aria-hidden="true" />
          </button>
        )}
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
