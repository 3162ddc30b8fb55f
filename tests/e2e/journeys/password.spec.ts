import { expect } from "@playwright/test";
import { inspect } from "../support/inspect";
import { mailedLink } from "../support/outbox";
import { Portal } from "../support/portal";
import { addProtectedUser } from "../support/protectedUser";
import { TEAM } from "../support/server";
import { test } from "../support/test";

const OLD = "seven tame crows call";
const NEW = "nine calm otters wade";

test("a forgotten password is replaced by a mailed link, and the second factor stays", async ({
  page,
  server,
  console,
}, { project }) => {
  const name = "Nia Example";
  const username = `nia-${project.name}`;
  const { app } = await addProtectedUser(
    { username, name },
    { server, request: page.request, password: OLD },
  );
  const portal = new Portal(page);
  const chosen = page.getByLabel("New password");
  let link = "";

  await test.step("ask for the link, by the name typed already", async () => {
    await page.goto("/login");
    await page.getByLabel("Username").fill(username);
    await page.getByRole("link", { name: "Forgot password?" }).click();
    await expect(page.getByRole("heading", { name: "Forgot password" })).toBeFocused();
    await expect(page.getByLabel("Username or e-mail address")).toHaveValue(username);
    await inspect(page, "forgot-password");
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByRole("heading", { name: "Check your mail" })).toBeFocused();
    await expect(page.getByText(`If we know “${username}”, a mail with a link is on its way.`)).toBeVisible();
    await inspect(page, "forgot-password-sent");
    await page.getByRole("link", { name: "Back to log in" }).click();
    await expect(page.getByLabel("Username")).toHaveValue(username);
    await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  });

  await test.step("choose a new one", async () => {
    link = await mailedLink(server.url, `${username}@harbour.example`, "reset");
    await page.goto(link);
    await expect(page.getByText(`For ${username} of ${TEAM}.`)).toBeVisible();
    expect(new URL(page.url()).hash).toBe("");
    await expect(page.getByLabel("Username")).toHaveValue(username);
    await inspect(page, "reset");
    await chosen.fill("Password1234");
    await expect(page.getByRole("main").getByText("Too common: guessers try it first")).toBeVisible();
    await page.getByRole("button", { name: "Set new password" }).click();
    await expect(chosen).toHaveAccessibleDescription(/guessers try this password first/);
    await inspect(page, "reset-refused");
    await chosen.fill(NEW);
    await expect(page.getByRole("main").getByText("Strength: Strong")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(
      page.getByText("Your new password is set, and you are logged out everywhere."),
    ).toBeVisible();
    await expect(page.getByLabel("Username")).toHaveValue(username);
  });

  await test.step("log in with it, and with a code as before", async () => {
    console.expect(401);
    await page.getByLabel("Password", { exact: true }).fill(OLD);
    await page.keyboard.press("Enter");
    await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/isn’t right/);
    await page.getByLabel("Password", { exact: true }).fill(NEW);
    await page.keyboard.press("Enter");
    await portal.answer(await app.nextCode());
    await portal.expectDashboard(name);
    await portal.logOut(name);
  });

  await test.step("the link worked once", async () => {
    console.expect(410);
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "This link doesn’t work any more" })).toBeVisible();
    await inspect(page, "reset-dead");
    await page.getByRole("link", { name: "Send me a new link" }).click();
    await expect(page.getByRole("heading", { name: "Forgot password" })).toBeFocused();
  });
});

test("a changed password ends the other sessions, and each is told why", async ({
  page,
  browser,
  server,
  console,
}, { project }) => {
  const name = "Odo Example";
  const username = `odo-${project.name}`;
  server.addUser({ username, name }, OLD);
  const portal = new Portal(page);
  const current = page.getByLabel("Current password");
  const chosen = page.getByLabel("New password");
  const change = page.getByRole("button", { name: "Change password" });

  const elsewhere = await browser.newContext({ baseURL: server.url });
  const other = await elsewhere.newPage();
  await new Portal(other).logIn(username, OLD);
  await new Portal(other).expectDashboard(name);

  await portal.logIn(username, OLD);
  await portal.expectDashboard(name);
  await portal.open(name, "Password");
  await expect(page.getByRole("heading", { name: "Password", level: 1 })).toBeFocused();
  await inspect(page, "password");

  await test.step("a wrong one is told at its field, and nothing typed is lost", async () => {
    console.expect(422);
    await current.fill("no such password");
    await chosen.fill(NEW);
    await change.click();
    await expect(current).toHaveAccessibleDescription("This isn’t your current password.");
    await expect(current).toBeFocused();
    await expect(chosen).toHaveValue(NEW);
    await inspect(page, "password-refused");
  });

  await test.step("the right one changes it, and the session goes on", async () => {
    await current.fill(OLD);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main").getByText(/^Your password is changed\./)).toBeVisible();
    await expect(current).toHaveValue("");
    await inspect(page, "password-changed");
    await portal.open(name, "Team");
    await expect(page.getByRole("rowheader", { name })).toBeVisible();
  });

  await test.step("the other browser is told why it is out", async () => {
    await new Portal(other).open(name, "Team");
    await expect(other.getByText("The password was changed. Please log in with the new one.")).toBeVisible();
    await other.getByLabel("Username").fill(username);
    await other.getByLabel("Password", { exact: true }).fill(NEW);
    await other.keyboard.press("Enter");
    await expect(other.getByRole("rowheader", { name })).toBeVisible();
    await elsewhere.close();
  });
});

test("an e-mail address is changed by a fresh proof and a link at the new one", async ({
  page,
  server,
  console,
}, { project }) => {
  const name = "Pia Example";
  const username = `pia-${project.name}`;
  const address = `${username}@new.example`;
  const { app } = await addProtectedUser(
    { username, name },
    { server, request: page.request, password: OLD, rememberDevice: true },
  );
  const portal = new Portal(page);
  const proof = page.getByRole("dialog", { name: "Prove that it’s you" });

  await portal.logIn(username, OLD);
  await portal.expectDashboard(name);
  await page.getByRole("link", { name: "Change your e-mail address" }).click();
  await expect(page.getByText(`Our mails go to ${username}@harbour.example.`)).toBeVisible();

  await test.step("what is no address is told at the field", async () => {
    console.expect(422);
    await page.getByLabel("New e-mail address").fill("pia at home");
    await page.keyboard.press("Enter");
    await expect(page.getByLabel("New e-mail address")).toHaveAccessibleDescription(
      /isn’t an e-mail address/,
    );
    await inspect(page, "email-address");
  });

  await test.step("the link goes to the new one, and the old one stays until then", async () => {
    console.expect(403);
    await page.getByLabel("New e-mail address").fill(address);
    await page.keyboard.press("Enter");
    await expect(proof.getByText("To change your e-mail address, prove that it’s you.")).toBeVisible();
    await proof.getByLabel("Authentication Code").pressSequentially(await app.nextCode());
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main").getByText(/^We sent a link to/)).toContainText(address);
    await expect(page.getByText(`Our mails go to ${username}@harbour.example.`)).toBeVisible();
    await inspect(page, "email-address-sent");
  });

  await test.step("a press on the page of the link makes it so", async () => {
    await page.goto(await mailedLink(server.url, address, "email"));
    await expect(page.getByText(`For ${username} of ${TEAM}.`)).toBeVisible();
    await inspect(page, "confirm-email");
    await page.getByRole("button", { name: "Confirm this address" }).click();
    await expect(page.getByRole("heading", { name: "Your e-mail address is confirmed" })).toBeFocused();
    await inspect(page, "email-confirmed");
    await page.getByRole("link", { name: "To the Dashboard" }).click();
    await expect(page.getByText(`Our mails go to ${address}.`)).toBeVisible();
  });
});
