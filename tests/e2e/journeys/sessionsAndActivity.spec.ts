import { expect } from "@playwright/test";
import { inspect } from "../support/inspect";
import { Portal } from "../support/portal";
import { addProtectedUser } from "../support/protectedUser";
import { test } from "../support/test";

const PASSWORD = "ten drowsy geese nap";

test("a session ended elsewhere says so at its next click", async ({ page, server, browser }, {
  project,
}) => {
  const name = "Olga Example";
  const username = `olga-${project.name}`;
  server.addUser({ username, name }, PASSWORD);
  const portal = new Portal(page);
  const elsewhere = await browser.newContext({ baseURL: server.url });
  const other = await elsewhere.newPage();
  const otherPortal = new Portal(other);

  await otherPortal.logIn(username, PASSWORD);
  await otherPortal.expectDashboard(name);
  await portal.logIn(username, PASSWORD);
  await portal.expectDashboard(name);
  await portal.open(name, "Sessions and devices");
  await expect(page.getByText("This session")).toBeVisible();
  await expect(page.getByText("No browser is remembered.")).toBeVisible();
  await inspect(page, "sessions");
  await page.getByRole("button", { name: /^End the session of / }).click();
  await expect(page.getByText("You are logged in nowhere else.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Sessions", exact: true })).toBeFocused();

  await otherPortal.open(name, "Activity");
  await expect(other.getByText("Your session was ended from another device")).toBeVisible();
  await expect(other.getByRole("heading", { name: "Log in" })).toBeVisible();
  await elsewhere.close();

  await page.reload();
  await expect(page.getByText("This session")).toBeVisible();
});

test("what happened is told to its owner, and to an admin of anyone in the team", async ({
  page,
  server,
  browser,
}, { project }) => {
  const team = `Mole ${project.name}`;
  const admin = { username: `rosa-${project.name}`, name: "Rosa Example" };
  const member = { username: `sven-${project.name}`, name: "Sven Example" };
  server.addTeam(team);
  server.addUser({ ...admin, role: "admin", team }, PASSWORD);
  const { app } = await addProtectedUser(
    { ...member, team },
    { server, request: page.request, password: PASSWORD },
  );
  const portal = new Portal(page);
  const elsewhere = await browser.newContext({ baseURL: server.url });
  const theirs = await elsewhere.newPage();
  const theirPortal = new Portal(theirs);

  await test.step("the member logs in, after a wrong code", async () => {
    await theirPortal.logIn(member.username, PASSWORD);
    await theirPortal.answer("000000");
    await expect(theirs.getByText("isn’t right", { exact: false }).first()).toBeVisible();
    await theirs.getByLabel("Authentication Code").fill("");
    await theirPortal.answer(await app.nextCode());
    await theirPortal.expectDashboard(member.name);
    await expect(theirs.getByRole("heading", { name: "Last log-ins" })).toBeVisible();
    await expect(theirs.getByText("127.0.0.1", { exact: false }).first()).toBeVisible();
  });

  await test.step("and reads it", async () => {
    await theirPortal.open(member.name, "Activity");
    await expect(theirs.getByText("You logged in with password and app").first()).toBeVisible();
    await expect(theirs.getByRole("link", { name: "The team’s" })).toHaveCount(0);
    await elsewhere.close();
  });

  await test.step("the admin reads the team's, of one person and of today", async () => {
    await portal.logIn(admin.username, PASSWORD);
    await portal.expectDashboard(admin.name);
    await portal.open(admin.name, "Activity");
    await expect(page.getByText("You logged in with the password").first()).toBeVisible();
    await inspect(page, "activity");
    await page.getByRole("link", { name: "The team’s" }).click();
    await expect(page.getByText(`${member.name} logged in with password and app`).first()).toBeVisible();
    await expect(page.getByText("You logged in with the password").first()).toBeVisible();

    const person = page.getByRole("combobox", { name: "Person" });
    await person.fill("sven");
    await page.getByRole("option", { name: member.name }).click();
    await page.getByLabel("Since").selectOption("Today");
    await expect(page.getByText(`${member.name} logged in with password and app`).first()).toBeVisible();
    await expect(page.getByText("You logged in", { exact: false })).toHaveCount(0);
    await inspect(page, "activity-today");
  });

  await test.step("a reload keeps the choice, the way back leads on", async () => {
    await page.reload();
    await expect(page.getByRole("combobox", { name: "Person" })).toHaveValue(member.name);
    await expect(page.getByLabel("Since")).toHaveValue("0");
    await page.getByRole("link", { name: "Yours" }).click();
    await expect(page.getByText("You logged in with the password").first()).toBeVisible();
  });
});
