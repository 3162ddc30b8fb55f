import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { json, mockApi, noContent, problem } from "@/mocks/api";
import { ALICE } from "@/mocks/data";
import { BOB, CAROL_TO_A_MEMBER } from "@/mocks/people";
import { renderWithQueries } from "@/mocks/render";
import type { TeamUser } from "./queries";
import { TeamBoard } from "./TeamBoard";

const LIST = "GET /api/v1/team/users";
const EDIT = "PATCH /api/v1/team/users/{id}";
const REMOVE = "DELETE /api/v1/team/users/{id}";
const INVITATION = "POST /api/v1/team/users/{id}/invitation";
const RESET = "POST /api/v1/team/users/{id}/two-factor/reset";

function show({ isAdmin = true } = {}) {
  const onShowActivity = vi.fn();
  renderWithQueries(
    <TeamBoard
      ownId={ALICE.id}
      isAdmin={isAdmin}
      edited={undefined}
      onEdit={vi.fn()}
      onShowActivity={onShowActivity}
    />,
  );
  return { onShowActivity };
}

const page = (...items: TeamUser[]) => json(200, { items, next_cursor: null });
const openMenu = async (name: string) =>
  userEvent.click(await screen.findByRole("button", { name: `More for ${name}` }));

async function choose(name: string, entry: string): Promise<HTMLElement> {
  await openMenu(name);
  await userEvent.click(await screen.findByRole("menuitem", { name: entry }));
  return screen.findByRole("dialog");
}

const press = (dialog: HTMLElement, name: string) =>
  userEvent.click(within(dialog).getByRole("button", { name }));

const entries = () => screen.getAllByRole("menuitem").map(({ textContent }) => textContent);

it("offers in a row what its rights say and what makes sense", async () => {
  const invited: TeamUser = {
    ...BOB,
    id: "0199-dora",
    name: "Dora Example",
    role: "admin",
    state: "invited",
    two_factor: { enabled: false },
    can: [...BOB.can, "invite"],
  };
  mockApi({ [LIST]: () => page(BOB, invited) });
  show();

  await openMenu("Bob Example");
  expect(entries()).toEqual([
    "Show activity",
    "Make admin",
    "Send password reset",
    "End sessions",
    "Reset two-factor",
    "Disable",
    "Remove",
  ]);
  await userEvent.keyboard("{Escape}");
  await openMenu("Dora Example");
  expect(entries()).toEqual(["Show activity", "Send invitation again", "Make member", "Disable", "Remove"]);
});

it("shows who is invited or disabled, and how to enable them", async () => {
  const disabled: TeamUser = { ...BOB, active: false, state: "disabled" };
  mockApi({ [LIST]: () => page(disabled) });
  show();

  expect(await screen.findByRole("rowheader", { name: /Bob Example/ })).toHaveTextContent("Disabled");
  await openMenu("Bob Example");
  expect(entries()).toContain("Enable");
  expect(entries()).not.toContain("Disable");
});

it("gives members neither invitations nor menus nor the policy", async () => {
  mockApi({ [LIST]: () => page(CAROL_TO_A_MEMBER) });
  show({ isAdmin: false });

  const row = await screen.findByRole("row", { name: /Carol Example/ });
  expect(row).toHaveTextContent("Not shown");
  expect(within(row).queryByRole("button")).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Invite" })).not.toBeInTheDocument();
  expect(screen.queryByRole("link", { name: "Team policy" })).not.toBeInTheDocument();
});

it("says what is lost before it removes someone, and shows that it is done", async () => {
  let isThere = true;
  const sent = mockApi({
    [LIST]: () => (isThere ? page(BOB) : page()),
    [REMOVE]: () => {
      isThere = false;
      return noContent();
    },
  });
  show();

  const dialog = await choose("Bob Example", "Remove");
  expect(dialog).toHaveAccessibleName("Remove Bob Example?");
  expect(within(dialog).getAllByRole("listitem")[0]).toHaveTextContent(/account with its password/);
  expect(sent.map(({ operation }) => operation)).toEqual([LIST]);
  await press(dialog, "Remove from the team");

  expect(await screen.findByText("Bob Example is removed.")).toBeInTheDocument();
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(await screen.findByText("Nobody matches this search.")).toBeInTheDocument();
});

it("explains why the last admin stays", async () => {
  mockApi({ [LIST]: () => page({ ...BOB, role: "admin" }), [EDIT]: () => problem(409, "last_admin") });
  show();

  const dialog = await choose("Bob Example", "Make member");
  await press(dialog, "Make member");

  expect(await within(dialog).findByText(/only active admin\. Make someone else an admin/)).toBeVisible();
});

it("changes role and standing by one call each", async () => {
  const sent = mockApi({ [LIST]: () => page(BOB), [EDIT]: () => json(200, BOB) });
  show();

  await press(await choose("Bob Example", "Make admin"), "Make admin");
  expect(await screen.findByText("Bob Example is an admin now.")).toBeInTheDocument();
  await press(await choose("Bob Example", "Disable"), "Disable");
  expect(await screen.findByText("Bob Example is disabled.")).toBeInTheDocument();

  const edits = sent.filter(({ operation }) => operation === EDIT);
  expect(edits.map(({ body }) => body)).toEqual([{ role: "admin" }, { active: false }]);
});

it("resets two-factor with the admin's reason, or without one", async () => {
  const sent = mockApi({ [LIST]: () => page(BOB), [RESET]: noContent });
  show();

  const dialog = await choose("Bob Example", "Reset two-factor");
  await userEvent.type(within(dialog).getByLabelText("Reason (optional)"), "Lost the phone");
  await press(dialog, "Reset two-factor");
  expect(await screen.findByText(/Two-factor of Bob Example is off/)).toBeInTheDocument();
  await press(await choose("Bob Example", "Reset two-factor"), "Reset two-factor");

  const resets = () => sent.filter(({ operation }) => operation === RESET);
  await waitFor(() => expect(resets()).toHaveLength(2));
  expect(resets().map(({ body }) => body)).toEqual([{ reason: "Lost the phone" }, {}]);
});

it("sends an invitation again, to a corrected address too", async () => {
  const invited: TeamUser = { ...BOB, state: "invited", can: ["invite"] };
  const sent = mockApi({ [LIST]: () => page(invited), [INVITATION]: () => json(202, {}) });
  show();

  await press(await choose("Bob Example", "Send invitation again"), "Send invitation");
  expect(await screen.findByText(/new invitation is on its way/)).toBeInTheDocument();
  const dialog = await choose("Bob Example", "Send invitation again");
  const email = within(dialog).getByLabelText("E-mail");
  expect(email).toHaveValue("bob@harbour.example");
  await userEvent.clear(email);
  await press(dialog, "Send invitation");
  expect(email).toHaveAccessibleDescription(/Enter an e-mail address/);
  await userEvent.type(email, "robert@harbour.example");
  await press(dialog, "Send invitation");

  const invitations = () => sent.filter(({ operation }) => operation === INVITATION);
  await waitFor(() => expect(invitations()).toHaveLength(2));
  expect(invitations().map(({ body }) => body)).toEqual([{}, { email: "robert@harbour.example" }]);
});

it("leads to the activity of one person", async () => {
  mockApi({ [LIST]: () => page(BOB) });
  const { onShowActivity } = show();

  await openMenu("Bob Example");
  await userEvent.click(screen.getByRole("menuitem", { name: "Show activity" }));

  expect(onShowActivity).toHaveBeenCalledExactlyOnceWith(BOB.id);
});

it("asks again for a list that didn't come", async () => {
  let isUp = false;
  mockApi({ [LIST]: () => (isUp ? page(BOB) : problem(503, "unavailable")) });
  show();

  expect(await screen.findByRole("alert")).toHaveTextContent(/isn’t available just now/);
  isUp = true;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));

  expect(await screen.findByRole("rowheader", { name: /Bob Example/ })).toBeInTheDocument();
});
