import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callFreshly } from "@/api/call";
import { client } from "@/api/client";
import { t } from "@/lib/messages/t";
import type { TeamUser } from "./queries";

/** What an admin may do with a member, beside editing the number. */
export type Act = keyof typeof t.teamAdmin.acts;

/** What can't be undone. */
const GRAVE: ReadonlySet<Act> = new Set(["remove", "disable", "reset_two_factor"]);

interface Offer {
  readonly act: Act;
  /** The word of `can` that allows it. */
  readonly right: string;
  /** Whether it makes sense for someone in this state. */
  readonly suits?: (user: TeamUser) => boolean;
}

const OFFERS: readonly Offer[] = [
  { act: "resend_invitation", right: "invite", suits: ({ state }) => state === "invited" },
  { act: "make_admin", right: "edit_role", suits: ({ role }) => role !== "admin" },
  { act: "make_member", right: "edit_role", suits: ({ role }) => role === "admin" },
  { act: "send_password_reset", right: "reset_password", suits: ({ state }) => state === "active" },
  { act: "end_sessions", right: "end_sessions", suits: ({ state }) => state === "active" },
  { act: "reset_two_factor", right: "reset", suits: ({ two_factor }) => two_factor?.enabled ?? false },
  { act: "disable", right: "disable", suits: ({ active }) => active },
  { act: "enable", right: "disable", suits: ({ active }) => !active },
  { act: "remove", right: "remove" },
];

export function isGrave(act: Act): boolean {
  return GRAVE.has(act);
}

/** The acts that a row offers: what the caller may do, and what makes sense. */
export function actsOn(user: TeamUser): Act[] {
  return OFFERS.filter(({ right, suits }) => user.can.includes(right) && (suits?.(user) ?? true)).map(
    ({ act }) => act,
  );
}

interface MemberAct {
  readonly user: TeamUser;
  readonly act: Act;
  /** For an invitation that is sent again: the address, perhaps corrected. */
  readonly email?: string | undefined;
  /** For a reset of two-factor. */
  readonly reason?: string | undefined;
}

export function useMemberAct() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (done: MemberAct) =>
      callFreshly<unknown>(t.teamAdmin.acts[done.act].purpose, () => send(done)),
    // It may have been oneself, and then it is part of "me" too.
    onSuccess: () => queryClient.invalidateQueries(),
  });
}

function send({ user: { id }, act, email, reason }: MemberAct) {
  const params = { path: { id } };
  switch (act) {
    case "resend_invitation":
      return client.POST("/api/v1/team/users/{id}/invitation", { params, body: { email } });
    case "make_admin":
      return client.PATCH("/api/v1/team/users/{id}", { params, body: { role: "admin" } });
    case "make_member":
      return client.PATCH("/api/v1/team/users/{id}", { params, body: { role: "member" } });
    case "send_password_reset":
      return client.POST("/api/v1/team/users/{id}/password-reset", { params });
    case "end_sessions":
      return client.DELETE("/api/v1/team/users/{id}/sessions", { params });
    case "reset_two_factor":
      return client.POST("/api/v1/team/users/{id}/two-factor/reset", { params, body: { reason } });
    case "disable":
      return client.PATCH("/api/v1/team/users/{id}", { params, body: { active: false } });
    case "enable":
      return client.PATCH("/api/v1/team/users/{id}", { params, body: { active: true } });
    case "remove":
      return client.DELETE("/api/v1/team/users/{id}", { params });
  }
}
