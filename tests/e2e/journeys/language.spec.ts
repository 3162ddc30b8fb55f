import { expect, type Page } from "@playwright/test";
import { Authenticator } from "../support/authenticator";
import { examine } from "../support/inspect";
import { readQrCode } from "../support/qr";
import { test } from "../support/test";

const PASSWORD = "six gentle storks drum";
const NAME = "Uta Example";

test.use({ locale: "de-DE" });

async function logIn(page: Page, username: string): Promise<void> {
  await page.getByLabel("Benutzername").fill(username);
  await page.getByLabel("Passwort", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Anmelden", exact: true }).click();
}

async function logOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: NAME, exact: true }).click();
  await page.getByRole("menuitem", { name: "Abmelden" }).click();
  await expect(page.getByText("Sie sind abgemeldet.")).toBeVisible();
}

test("log in and set up two-factor in German, which the account then speaks everywhere", async ({
  page,
  server,
  browser,
  console,
}, { project }) => {
  const username = `uta-${project.name}`;
  server.addUser({ username, name: NAME }, PASSWORD);
  const html = page.locator("html");
  let app: Authenticator;

  await test.step("the log-in page speaks as the browser does", async () => {
    await page.goto("/login");
    await expect(page.getByRole("heading", { name: "Anmelden" })).toBeVisible();
    await expect(html).toHaveAttribute("lang", "de");
    await expect(page).toHaveTitle("Anmelden – Client Portal");
    await examine(page, "german-login");
  });

  await test.step("a refusal is told in German", async () => {
    await page.getByRole("button", { name: "Anmelden", exact: true }).click();
    await expect(page).toHaveTitle(/^Fehler: /);
    await page.getByLabel("Benutzername").fill(username);
    await page.getByLabel("Passwort", { exact: true }).fill("falsch");
    console.expect(401);
    await page.keyboard.press("Enter");
    await expect(page.getByLabel("Passwort", { exact: true })).toHaveAccessibleDescription(
      "Der Benutzername oder das Passwort stimmt nicht.",
    );
  });

  await test.step("the account speaks English until its owner says otherwise", async () => {
    await logIn(page, username);
    await expect(page.getByRole("heading", { name: `Hello, ${NAME}` })).toBeVisible();
    await expect(html).toHaveAttribute("lang", "en");
    await page.getByRole("button", { name: "Deutsch" }).click();
    await expect(page.getByRole("heading", { name: `Hallo, ${NAME}` })).toBeVisible();
    await expect(html).toHaveAttribute("lang", "de");
    await examine(page, "german-dashboard");
  });

  await test.step("set up two-factor", async () => {
    await page.getByRole("link", { name: "Einschalten" }).click();
    await page.getByRole("switch", { name: "Zwei-Faktor-Anmeldung" }).click();
    await expect(page.getByText("wird eingerichtet…")).toBeVisible();
    app = Authenticator.fromUri(await readQrCode(page, /QR-Code/));
    await examine(page, "german-set-up");

    await page.getByLabel("Bestätigungscode").pressSequentially("12345");
    await page.getByRole("button", { name: "Aktualisieren" }).click();
    await expect(page.getByLabel("Bestätigungscode")).toHaveAccessibleDescription(
      "Ein Code hat 6 Ziffern; dieser hat 5.",
    );
    await page.getByLabel("Bestätigungscode").fill(await app.nextCode());
    await page.getByLabel("Ich habe sie notiert").check();
    await examine(page, "german-backup-codes");
    await page.getByRole("button", { name: "Fertig" }).click();
    await expect(page.getByText("10 von 10 übrig")).toBeVisible();
    await expect(page.getByText(/^In Gebrauch seit \d+\. \p{L}+ \d{4}$/u)).toBeVisible();
  });

  await test.step("log in with a code", async () => {
    await logOut(page);
    await logIn(page, username);
    await expect(page.getByText("Diesem Gerät 30 Tage lang vertrauen")).toBeVisible();
    await examine(page, "german-verify");
    await page.getByLabel("Bestätigungscode").pressSequentially(await app.nextCode());
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: `Hallo, ${NAME}` })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: `Hallo, ${NAME}` })).toBeVisible();
  });

  await test.step("in an English browser the account speaks German, and the browser English again afterwards", async () => {
    const english = await browser.newContext({ baseURL: server.url, locale: "en-GB" });
    const theirs = await english.newPage();
    await theirs.goto("/login");
    await theirs.getByLabel("Username").fill(username);
    await theirs.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await theirs.keyboard.press("Enter");
    await theirs.getByLabel("Authentication Code").pressSequentially(await app.nextCode());
    await theirs.keyboard.press("Enter");
    await expect(theirs.getByRole("heading", { name: `Hallo, ${NAME}` })).toBeVisible();
    await theirs.getByRole("button", { name: NAME, exact: true }).click();
    await theirs.getByRole("menuitem", { name: "Abmelden" }).click();
    await expect(theirs.getByText("You are logged out.")).toBeVisible();
    await english.close();
  });
});

test("a switch of the language loses nothing that was typed", async ({ page }) => {
  await page.goto("/login");
  await page.getByLabel("Benutzername").fill("uta");
  await page.getByLabel("Passwort", { exact: true }).fill("halb getippt");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByLabel("Username")).toHaveValue("uta");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("halb getippt");

  await page.reload();
  await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
});
