import { expect } from "@playwright/test";
import { Authenticator } from "../support/authenticator";
import { inspect } from "../support/inspect";
import { Portal } from "../support/portal";
import { addProtectedUser } from "../support/protectedUser";
import { readQrCode } from "../support/qr";
import { test } from "../support/test";

const PASSWORD = "eight sturdy yaks graze";
const ADMIN = "Mia Example";

test("a team requires two-factor, and a log-in leads through its set-up", async ({ page, server, browser }, {
  project,
}) => {
  const team = `Dock ${project.name}`;
  const admin = `mia-${project.name}`;
  const member = { username: `ned-${project.name}`, name: "Ned Example" };
  server.addTeam(team);
  server.addUser({ ...member, team }, PASSWORD);
  const { app } = await addProtectedUser(
    { username: admin, name: ADMIN, role: "admin", team },
    { server, request: page.request, password: PASSWORD },
  );
  const portal = new Portal(page);
  const elsewhere = await browser.newContext({ baseURL: server.url, viewport: page.viewportSize() });
  const theirs = await elsewhere.newPage();
  const theirPortal = new Portal(theirs);
  let theirApp: Authenticator;

  await test.step("the admin sets some days, and the member is told by when", async () => {
    await portal.logIn(admin, PASSWORD);
    await portal.answer(await app.nextCode());
    await portal.expectDashboard(ADMIN);
    await portal.open(ADMIN, "Team");
    await page.getByRole("link", { name: "Team policy" }).click();
    await page.getByRole("radio", { name: "Everyone" }).check();
    await page.getByLabel("Days of grace").fill("7");
    await expect(page.getByText("Members without two-factor have to set it up by")).toBeVisible();
    await inspect(page, "policy");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("main").getByText("The policy is saved.")).toBeVisible();

    await theirPortal.logIn(member.username, PASSWORD);
    await theirPortal.expectDashboard(member.name);
    await expect(theirs.getByRole("heading", { name: "Your team requires two-factor from" })).toBeVisible();
    await inspect(theirs, "dashboard-required");
    await theirPortal.open(member.name, "Team");
    await expect(theirs.getByRole("complementary")).toContainText("Your team requires two-factor from");
    await inspect(theirs, "team-required");
  });

  await test.step("without grace, a session by a password alone ends at its next click", async () => {
    await page.getByLabel("Days of grace").fill("0");
    await expect(page.getByText("are led to the set-up at once")).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("main").getByText("The policy is saved.")).toBeVisible();

    await theirPortal.open(member.name, "Sessions and devices");
    await expect(theirs.getByText("Your team requires two-factor now. Log in to set it up.")).toBeVisible();
    await inspect(theirs, "login-required");
  });

  await test.step("the log-in says why, and sets it up", async () => {
    await theirs.getByLabel("Username").fill(member.username);
    await theirs.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await theirs.getByRole("button", { name: "Log In", exact: true }).click();
    await expect(theirs.getByRole("heading", { name: "Set up two-factor" })).toBeFocused();
    await expect(theirs.getByText(`${team} requires a second factor of you since`)).toBeVisible();
    await inspect(theirs, "required-set-up");
    await theirs.getByRole("button", { name: "Set it up now" }).click();
    theirApp = Authenticator.fromUri(await readQrCode(theirs));
    await theirs.getByLabel("Authentication Field").pressSequentially(await theirApp.nextCode());
    await theirs.getByRole("button", { name: "Update" }).click();
    await expect(theirs.getByRole("list", { name: "Backup codes" }).getByRole("listitem")).toHaveCount(10);
    await inspect(theirs, "required-codes");
    await theirs.getByLabel("I have noted them").check();
    await theirs.getByRole("button", { name: "Done" }).click();
  });

  await test.step("and leads where the member wanted to go, in a full session", async () => {
    await expect(theirs.getByRole("heading", { name: "Sessions and devices", level: 1 })).toBeFocused();
    await expect(theirs.getByText("Logged in with password and app")).toBeVisible();
    await theirs.reload();
    await expect(theirs.getByText("This session")).toBeVisible();
    await theirPortal.logOut(member.name);
    await theirPortal.logIn(member.username, PASSWORD);
    await theirPortal.answer(await theirApp.nextCode());
    await theirPortal.expectDashboard(member.name);
    await expect(theirs.getByText("Your account is protected by two-factor")).toBeVisible();
  });

  await elsewhere.close();
});
