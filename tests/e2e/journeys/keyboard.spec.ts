import { expect, type Page } from "@playwright/test";
import { Authenticator } from "../support/authenticator";
import { mailedLink, newestText } from "../support/outbox";
import { tabTo } from "../support/portal";
import { addProtectedUser } from "../support/protectedUser";
import { readQrCode } from "../support/qr";
import { test } from "../support/test";

const PASSWORD = "ten steady herons wait";
const NEW_PASSWORD = "two steady herons leave";
const NAME = "Cleo Example";
const PHONE = "+12015550177";

/** The name and the password, from wherever the focus is on arrival. */
async function logIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto("/login");
  await expect(page.getByLabel("Username")).toBeFocused();
  await page.keyboard.type(username);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
}

async function openFromMenu(page: Page, entry: string): Promise<void> {
  await tabTo(page, page.getByRole("button", { name: NAME, exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.type(entry);
  await expect(page.getByRole("menuitem", { name: entry })).toBeFocused();
  await page.keyboard.press("Enter");
}

test("two-factor is set up by keyboard alone", async ({ page, server }, { project }) => {
  const username = `cleo-${project.name}`;
  server.addUser({ username, name: NAME }, PASSWORD);
  const { keyboard } = page;
  const theSwitch = page.getByRole("switch", { name: "2-Factor Auth" });

  await test.step("log in, and skip to the content", async () => {
    await logIn(page, username, PASSWORD);
    await expect(page.getByRole("heading", { name: `Hello, ${NAME}` })).toBeFocused();
    await openFromMenu(page, "2-Factor Auth");
    await expect(page.getByRole("heading", { name: "2-Factor Auth", level: 1 })).toBeFocused();
  });

  await test.step("begin, cancel, and begin again", async () => {
    await tabTo(page, theSwitch);
    await keyboard.press("Space");
    await expect(page.getByText("setting up…")).toBeVisible();
    await tabTo(page, page.getByRole("button", { name: "Cancel" }));
    await keyboard.press("Enter");
    await expect(page.getByLabel("Authentication Field")).toHaveCount(0);
    await expect(theSwitch).toBeFocused();
    await keyboard.press("Space");
  });

  await test.step("read the key, type a wrong code and a right one", async () => {
    await tabTo(page, page.getByText("Can’t scan it?"));
    await keyboard.press("Enter");
    await expect(page.locator("code")).toBeVisible();
    const app = Authenticator.fromUri(await readQrCode(page));
    const field = page.getByLabel("Authentication Field");
    await tabTo(page, field);
    await keyboard.type("12345");
    await keyboard.press("Enter");
    await expect(field).toBeFocused();
    await expect(page.getByRole("alert").first()).toHaveText("A code has 6 digits; this one has 5.");
    await keyboard.type(await app.nextCode());
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Your backup codes" })).toBeFocused();
  });

  await test.step("note the codes: pressed too early, Done says why", async () => {
    await tabTo(page, page.getByRole("button", { name: "Done" }));
    await keyboard.press("Enter");
    const box = page.getByLabel("I have noted them");
    await expect(box).toBeFocused();
    await expect(box).toHaveAccessibleDescription(/Tick the box/);
    await keyboard.press("Space");
    await keyboard.press("Enter");
    await expect(theSwitch).toBeChecked();
  });
});

test("a log-in by SMS, a step back and a reset, by keyboard alone", async ({ page, server }, { project }) => {
  const username = `cleo-sms-${project.name}`;
  const { backupCodes } = await addProtectedUser(
    { username, name: NAME },
    { server, request: page.request, password: PASSWORD, cellPhone: PHONE },
  );
  const { keyboard } = page;
  const code = page.getByLabel("Authentication Code");

  await test.step("a text, by the button below the field", async () => {
    await logIn(page, username, PASSWORD);
    await expect(code).toBeFocused();
    await tabTo(page, page.getByRole("button", { name: "Send SMS Code" }));
    await keyboard.press("Enter");
    await expect(page.getByRole("status").first()).toHaveText(/^We sent a code to /);
    await keyboard.press("Shift+Tab");
    await keyboard.press("Shift+Tab");
    await expect(code).toBeFocused();
    const sms = await newestText(server.url, PHONE);
    await keyboard.type(sms.match(/#(\d{6})\s*$/)?.[1] ?? "");
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: `Hello, ${NAME}` })).toBeFocused();
  });

  await test.step("log out, and ask for a new password", async () => {
    await openFromMenu(page, "Log out");
    await expect(page.getByText("You are logged out.")).toBeVisible();
    await tabTo(page, page.getByRole("link", { name: "Forgot password?" }));
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Forgot password" })).toBeFocused();
    await tabTo(page, page.getByLabel("Username or e-mail address"));
    await keyboard.press("Control+A");
    await keyboard.type(username);
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Check your mail" })).toBeFocused();
  });

  await test.step("choose it, and log in with a backup code", async () => {
    await page.goto(await mailedLink(server.url, `${username}@harbour.example`, "reset"));
    await tabTo(page, page.getByLabel("New password"));
    await keyboard.type(NEW_PASSWORD);
    await keyboard.press("Enter");
    await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
    await keyboard.type(NEW_PASSWORD);
    await keyboard.press("Enter");
    await expect(code).toBeFocused();
    await tabTo(page, page.getByRole("button", { name: "Use a backup code" }));
    await keyboard.press("Enter");
    await expect(page.getByLabel("Backup Code")).toBeFocused();
    await keyboard.type(backupCodes[0] ?? "");
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "You used a backup code" })).toBeFocused();
  });
});
