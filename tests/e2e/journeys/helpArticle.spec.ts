import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { Authenticator } from "../support/authenticator";
import { inspect } from "../support/inspect";
import { newestText } from "../support/outbox";
import { Portal, paste } from "../support/portal";
import { readQrCode } from "../support/qr";
import { test } from "../support/test";

const PASSWORD = "seven brave otters swim";
const NAME = "Alice Example";
const PHONE = "+12015550123";

test("the help article, from switching on to the last way in", async ({ page, server, console }, {
  project,
}) => {
  const username = `alice-${project.name}`;
  server.addUser({ username, name: NAME }, PASSWORD);
  const portal = new Portal(page);
  let app: Authenticator;
  let backupCodes: string[] = [];

  await test.step("log in, and open 2-Factor Auth from the menu", async () => {
    await page.goto("/login");
    await expect(page.getByLabel("Username")).toBeFocused();
    await inspect(page, "login");
    await portal.logIn(username, PASSWORD);
    await portal.expectDashboard(NAME);
    await inspect(page, "dashboard-off");
    await portal.open(NAME, "2-Factor Auth");
    await expect(page.getByRole("heading", { name: "2-Factor Auth", level: 1 })).toBeFocused();
  });

  await test.step("switch ON and scan the QR code, in either theme", async () => {
    await page.getByRole("switch", { name: "2-Factor Auth" }).click();
    await expect(page.getByText("setting up…")).toBeVisible();
    await expect(page.getByText("Duo Mobile, Google Authenticator or any other")).toBeVisible();
    await inspect(page, "set-up");

    const uri = await readQrCode(page);
    expect(uri).toMatch(/^otpauth:\/\/totp\/.+secret=[A-Z2-7]{32}&/);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await readQrCode(page)).toBe(uri);
    await page.emulateMedia({ colorScheme: "light" });

    await page.getByText("Can’t scan it?").click();
    await expect(page.locator("code")).toHaveText(new URL(uri).searchParams.get("secret") ?? "");
    app = Authenticator.fromUri(uri);
  });

  await test.step("Update, and note the backup codes", async () => {
    await page.getByLabel("Authentication Field").pressSequentially(await app.nextCode());
    await page.getByRole("button", { name: "Update" }).click();
    const list = page.getByRole("list", { name: "Backup codes" }).getByRole("listitem");
    await expect(list).toHaveCount(10);
    backupCodes = await list.allInnerTexts();
    await inspect(page, "backup-codes");

    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download .txt" }).click();
    expect((await download).suggestedFilename()).toBe("backup-codes.txt");
    const sheet = await readFile(await (await download).path(), "utf8");
    expect(sheet).toContain(`Backup codes for Client Portal\nUser: ${username}\n`);
    expect(sheet).toContain(` 1. ${backupCodes[0]}\n`);

    await page.getByLabel("I have noted them").check();
    await page.getByRole("button", { name: "Done" }).click();
    await expect(page.getByText("10 of 10 left")).toBeVisible();
    await expect(page.getByRole("switch", { name: "2-Factor Auth" })).toBeChecked();
    await inspect(page, "two-factor-on");
  });

  await test.step("the password alone opens nothing", async () => {
    await portal.logOut(NAME);
    await portal.logIn(username, PASSWORD);
    await expect(page.getByLabel("Authentication Code")).toBeFocused();
    console.expect(401);
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
  });

  await test.step("log in with the app, and have this device remembered", async () => {
    await portal.logIn(username, PASSWORD);
    await expect(page.getByLabel("Authentication Code")).toBeFocused();
    await inspect(page, "verify");
    await page.getByLabel("Remember this device for 30 days").check();
    await portal.answer(await app.nextCode());
    await portal.expectDashboard(NAME);
  });

  await test.step("log in again without a code", async () => {
    await portal.logOut(NAME);
    await portal.logIn(username, PASSWORD);
    await portal.expectDashboard(NAME);
    await expect(page.getByText("This browser")).toBeVisible();
    await inspect(page, "dashboard-on");
  });

  await test.step("set the phone on the Team page, with the proof that this asks for", async () => {
    await portal.open(NAME, "Team");
    await expect(page.getByRole("rowheader", { name: NAME })).toBeVisible();
    await inspect(page, "team");
    await page
      .getByRole("row", { name: username })
      .getByRole("button", { name: `Edit ${NAME}` })
      .click();
    await page.getByRole("combobox", { name: "Country Code" }).fill("united sta");
    await page.getByRole("option", { name: "United States" }).click();
    await page.getByLabel("Cell Phone").fill("(201) 555-0123");
    await inspect(page, "edit-user");

    console.expect(403);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("To change a phone number, prove that it’s you.")).toBeVisible();
    await inspect(page, "step-up");
    await page.getByLabel("Authentication Code").pressSequentially(await app.nextCode());
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("row", { name: username })).toContainText(PHONE);
  });

  await test.step("log in by SMS: the number's change forgot this device", async () => {
    await portal.logOut(NAME);
    await portal.logIn(username, PASSWORD);
    await page.getByRole("button", { name: "Send SMS Code" }).click();
    await expect(page.getByRole("button", { name: "Send again" })).toBeVisible();
    await inspect(page, "verify-sms");
    // The whole text, as a phone copies it.
    await paste(page, "Authentication Code", await newestText(server.url, PHONE));
    await portal.expectDashboard(NAME);
  });

  await test.step("log in with a backup code", async () => {
    await portal.logOut(NAME);
    await portal.logIn(username, PASSWORD);
    await page.getByRole("button", { name: "Use a backup code (10 left)" }).click();
    await expect(page.getByLabel("Backup Code")).toBeFocused();
    await inspect(page, "verify-backup-code");
    await page
      .getByLabel("Backup Code")
      .pressSequentially(backupCodes[0]?.toLowerCase().replace("-", " ") ?? "");
    await page.getByRole("button", { name: "Log In", exact: true }).click();
    await expect(page.getByText("You have 9 backup codes left.")).toBeVisible();
    await inspect(page, "after-backup-code");
    await page.getByRole("button", { name: "Not now" }).click();
    await portal.expectDashboard(NAME);
  });

  await test.step("see all of it in the outbox", async () => {
    await page.goto("/outbox");
    await expect(page.getByRole("article", { name: `To ${PHONE}` }).first()).toBeVisible();
    await inspect(page, "outbox");
  });
});
