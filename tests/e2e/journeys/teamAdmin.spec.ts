import { expect } from "@playwright/test";
import { inspect } from "../support/inspect";
import { mailedLink } from "../support/outbox";
import { Portal } from "../support/portal";
import { addProtectedUser } from "../support/protectedUser";
import { test } from "../support/test";

const PASSWORD = "two patient lynxes rest";
const ADMIN = "Ida Example";

test("an admin invites someone, whose mail leads to a log-in", async ({ page, server, context }, {
  project,
}) => {
  const team = `Pier ${project.name}`;
  const admin = `ida-${project.name}`;
  const invited = { username: `jon-${project.name}`, name: "Jon Example" };
  const email = `${invited.username}@harbour.example`;
  server.addTeam(team);
  const { app } = await addProtectedUser(
    { username: admin, name: ADMIN, role: "admin", team },
    { server, request: page.request, password: PASSWORD },
  );
  const portal = new Portal(page);
  const dialog = page.getByRole("dialog", { name: "Invite someone" });
  const main = page.getByRole("main");
  const row = page.getByRole("row", { name: invited.username });

  await test.step("log in, and open the team", async () => {
    await portal.logIn(admin, PASSWORD);
    await portal.answer(await app.nextCode());
    await portal.expectDashboard(ADMIN);
    await portal.open(ADMIN, "Team");
  });

  await test.step("say what is missing, and send the rest", async () => {
    await page.getByRole("button", { name: "Invite" }).click();
    await expect(dialog.getByLabel("Username")).toBeFocused();
    await inspect(page, "invite");
    await dialog.getByRole("button", { name: "Send invitation" }).click();
    await expect(dialog.getByText("Please look at these again")).toBeVisible();
    await inspect(page, "invite-faults");
    await dialog.getByLabel("Username").fill(invited.username);
    await dialog.getByLabel("Name", { exact: true }).fill(invited.name);
    await dialog.getByLabel("E-mail").fill(`wrong-${email}`);
    await dialog.getByRole("button", { name: "Send invitation" }).click();
    await expect(main.getByText(`${invited.name} is invited`)).toBeVisible();
    await expect(page.getByRole("button", { name: "Invite" })).toBeFocused();
    await expect(row).toContainText("Invited");
  });

  await test.step("send it again, to the right address", async () => {
    await row.getByRole("button", { name: `More for ${invited.name}` }).click();
    await page.getByRole("menuitem", { name: "Send invitation again" }).click();
    const again = page.getByRole("dialog", { name: `Send ${invited.name} the invitation again?` });
    await again.getByLabel("E-mail").fill(email);
    await again.getByRole("button", { name: "Send invitation" }).click();
    await expect(main.getByText(`A new invitation is on its way to ${invited.name}.`)).toBeVisible();
    await inspect(page, "team-admin");
    await portal.logOut(ADMIN);
  });

  await test.step("the one who is invited chooses a password, and logs in", async () => {
    const guest = await context.newPage();
    await guest.goto(await mailedLink(server.url, email, "invitation"));
    await guest.getByLabel("New password").fill(PASSWORD);
    await guest.getByRole("button", { name: "Accept invitation" }).click();
    await expect(guest.getByText("Your password is set.")).toBeVisible();
    await new Portal(guest).logIn(invited.username, PASSWORD);
    await new Portal(guest).expectDashboard(invited.name);
    await guest.close();
  });
});

test("an admin resets a member's two-factor, and the password alone logs in", async ({
  page,
  server,
  browser,
}, { project }) => {
  const team = `Quay ${project.name}`;
  const admin = `kim-${project.name}`;
  const member = { username: `leo-${project.name}`, name: "Leo Example" };
  server.addTeam(team);
  await addProtectedUser({ ...member, team }, { server, request: page.request, password: PASSWORD });
  const { app } = await addProtectedUser(
    { username: admin, name: ADMIN, role: "admin", team },
    { server, request: page.request, password: PASSWORD },
  );
  const portal = new Portal(page);
  const main = page.getByRole("main");
  const row = page.getByRole("row", { name: member.username });
  const more = row.getByRole("button", { name: `More for ${member.name}` });

  await portal.logIn(admin, PASSWORD);
  await portal.answer(await app.nextCode());
  await portal.expectDashboard(ADMIN);
  await portal.open(ADMIN, "Team");

  await test.step("the menu says what there is, the dialog what is lost", async () => {
    await more.click();
    await expect(page.getByRole("menuitem", { name: "Reset two-factor" })).toBeVisible();
    await inspect(page, "team-menu");
    await page.getByRole("menuitem", { name: "Reset two-factor" }).click();
    const dialog = page.getByRole("dialog", { name: `Reset ${member.name}’s two-factor?` });
    await expect(dialog.getByText("the authenticator app and all backup codes")).toBeVisible();
    await dialog.getByLabel("Reason (optional)").fill("Lost the phone");
    await inspect(page, "reset-two-factor");
    await dialog.getByRole("button", { name: "Reset two-factor" }).click();
    await expect(main.getByText(`Two-factor of ${member.name} is off.`)).toBeVisible();
    await expect(more).toBeFocused();
  });

  await test.step("the member needs no code", async () => {
    const elsewhere = await browser.newContext({ baseURL: server.url });
    const theirs = await elsewhere.newPage();
    await new Portal(theirs).logIn(member.username, PASSWORD);
    await new Portal(theirs).expectDashboard(member.name);
    await expect(theirs.getByText("Protect your account with two-factor")).toBeVisible();
    await new Portal(theirs).open(member.name, "Activity");
    await expect(theirs.getByText(`${ADMIN} reset your two-factor. Reason: “Lost the phone”`)).toBeVisible();
    await elsewhere.close();
  });

  await test.step("the log tells who did it, of one person and of all", async () => {
    await more.click();
    await page.getByRole("menuitem", { name: "Show activity" }).click();
    await expect(page.getByRole("combobox", { name: "Person" })).toHaveValue(member.name);
    await expect(
      page.getByText(`You reset ${member.name}’s two-factor. Reason: “Lost the phone”`),
    ).toBeVisible();
    await expect(page.getByText("You logged in", { exact: false })).toHaveCount(0);
    await inspect(page, "activity-team");
    await page.getByRole("link", { name: "Yours" }).click();
    await expect(page.getByText("You logged in with password and app").first()).toBeVisible();
  });

  await test.step("nobody removes the last admin, nor a member without a yes", async () => {
    await portal.open(ADMIN, "Team");
    await more.click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    const dialog = page.getByRole("dialog", { name: `Remove ${member.name}?` });
    await expect(dialog.getByText("This can’t be undone.")).toBeVisible();
    await inspect(page, "remove-user");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(row).toBeVisible();
    await expect(more).toBeFocused();
    await more.click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await dialog.getByRole("button", { name: "Remove from the team" }).click();
    await expect(main.getByText(`${member.name} is removed.`)).toBeVisible();
    await expect(row).toHaveCount(0);
  });
});
