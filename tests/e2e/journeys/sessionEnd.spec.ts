import { expect } from "@playwright/test";
import { examine } from "../support/inspect";
import { mailedLink } from "../support/outbox";
import { Portal } from "../support/portal";
import { addProtectedUser } from "../support/protectedUser";
import { test } from "../support/test";

const PASSWORD = "eight silent moths turn";
const NAME = "Vera Example";

test("a session that ends under a form is opened again over it, and nothing typed is lost", async ({
  page,
  server,
  browser,
  console,
}, { project }) => {
  const username = `vera-${project.name}`;
  const address = `new-${username}@harbour.example`;
  const { app } = await addProtectedUser(
    { username, name: NAME },
    { server, request: page.request, password: PASSWORD },
  );
  const portal = new Portal(page);
  const again = page.getByRole("dialog", { name: "Log in again" });

  await portal.logIn(username, PASSWORD);
  await portal.answer(await app.nextCode());
  await portal.expectDashboard(NAME);
  await page.getByRole("link", { name: "Change your e-mail address" }).click();
  await page.getByLabel("New e-mail address").fill(address);

  await test.step("the session is ended from elsewhere", async () => {
    const elsewhere = await browser.newContext({ baseURL: server.url });
    const other = await elsewhere.newPage();
    await new Portal(other).logIn(username, PASSWORD);
    await new Portal(other).answer(await app.nextCode());
    await new Portal(other).expectDashboard(NAME);
    await new Portal(other).open(NAME, "Sessions and devices");
    await other.getByRole("button", { name: /^End the session of / }).click();
    await expect(other.getByText("You are logged in nowhere else.")).toBeVisible();
    await elsewhere.close();
  });

  await test.step("what was pressed asks for a log-in, with the user name in place", async () => {
    // Once for the call, once for the refresh after it.
    console.expect(401);
    console.expect(401);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(again.getByText("Your session was ended from another device")).toBeVisible();
    await expect(again.getByLabel("Username")).toHaveValue(username);
    await expect(again.getByLabel("Password", { exact: true })).toBeFocused();
    await examine(page, "log-in-again");
    console.expect(401);
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await expect(again.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/isn’t right/);
  });

  await test.step("both factors later the same press has done its work", async () => {
    await again.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await expect(again.getByLabel("Authentication Code")).toBeFocused();
    await page.keyboard.type(await app.nextCode());
    await page.keyboard.press("Enter");
    await expect(again).toHaveCount(0);
    await expect(page.getByText(`We sent a link to ${address}.`).first()).toBeVisible();
    await mailedLink(server.url, address, "email");
  });
});

test("two minutes before the idle end a dialog offers to stay", async ({ page, server, console }) => {
  server.addUser({ username: "vida", name: NAME }, PASSWORD);
  const dialog = page.getByRole("dialog", { name: "Are you still there?" });
  let refreshes = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/auth/refresh")) refreshes += 1;
  });

  await page.clock.install();
  await new Portal(page).logIn("vida", PASSWORD);
  await new Portal(page).expectDashboard(NAME);
  await page.waitForLoadState("networkidle");

  await test.step("stay", async () => {
    await page.clock.fastForward("57:00");
    await expect(dialog).toHaveCount(0);
    await page.clock.fastForward("01:30");
    await expect(dialog.getByText(/^For your safety your session ends in 1:\d\d\.$/)).toBeVisible();
    await examine(page, "still-there");
    expect(refreshes).toBe(0);
    await dialog.getByRole("button", { name: "Stay logged in" }).click();
    await expect(dialog).toHaveCount(0);
    expect(refreshes).toBe(1);
  });

  await test.step("nobody answers: the page says what happened", async () => {
    await page.clock.fastForward("58:30");
    await expect(dialog).toBeVisible();
    await page.clock.fastForward("02:00");
    await expect(page.getByText("Your session ran out. Please log in again.")).toBeVisible();
    console.expect(401);
    await page.context().clearCookies();
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
  });
});
