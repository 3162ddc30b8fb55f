import type { components } from "@/api/schema";

type TeamUser = components["schemas"]["TeamUser"];

/** A member as an admin sees them. */
export const BOB: TeamUser = {
  id: "0199-bob",
  username: "bob",
  name: "Bob Example",
  email: "bob@harbour.example",
  role: "member",
  active: true,
  state: "active",
  country_code: "DE",
  cell_phone: null,
  phone_verified: false,
  two_factor: { enabled: true },
  can: ["edit", "edit_role", "disable", "end_sessions", "reset", "reset_password", "remove"],
  last_login_at: null,
  created_at: "2026-01-01T00:00:00Z",
};

/** A colleague as a member sees them. */
export const CAROL_TO_A_MEMBER: TeamUser = {
  ...BOB,
  id: "0199-carol",
  username: "carol",
  name: "Carol Example",
  email: null,
  cell_phone: null,
  phone_verified: null,
  two_factor: null,
  email_hint: "c•••@harbour.example",
  phone_hint: "+49 •••-•••-••89",
  can: [],
};
