import type { components } from "@/api/schema.gen";

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
