import { expect } from "@playwright/test";
import { Authenticator } from "../support/authenticator";
import { examine } from "../support/inspect";
import { Portal } from "../support/portal";
import { addProtectedUser } from "../support/protectedUser";
import { readQrCode } from "../support/qr";
import { test } from "../support/test";

const PASSWORD = "seven early wrens sing";

test("C36 the way back from the code page leads nowhere but to the log-in", async ({
  page,
  server,
  console,
}) => {
  const user = { username: "wim", name: "Wim Example" };
  await addProtectedUser(user, { server, request: page.request, password: PASSWORD });

  await new Portal(page).logIn(user.username, PASSWORD);
  await expect(page.getByLabel("Authentication Code")).toBeFocused();
  await page.goBack();
  await expect(page.getByLabel("Username")).toHaveValue(user.username);
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");

  console.expect(401);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
});

test("C116 two tabs log in side by side, and one may go back or begin as someone else", async ({
  page,
  context,
  server,
}) => {
  const user = { username: "xenia", name: "Xenia Example" };
  const { app } = await addProtectedUser(user, { server, request: page.request, password: PASSWORD });
  const portal = new Portal(page);
  const other = await context.newPage();
  const otherPortal = new Portal(other);

  await test.step("back and as another user", async () => {
    await portal.logIn(user.username, PASSWORD);
    await page.getByRole("button", { name: "Log in as another user" }).click();
    await expect(page.getByLabel("Username")).toHaveValue("");
    await expect(page.getByLabel("Username")).toBeFocused();
  });

  await test.step("the second tab's log-in leaves the first one's good", async () => {
    await portal.logIn(user.username, PASSWORD);
    await expect(page.getByLabel("Authentication Code")).toBeFocused();
    await otherPortal.logIn(user.username, PASSWORD);
    await expect(other.getByLabel("Authentication Code")).toBeFocused();
    await portal.answer(await app.nextCode());
    await portal.expectDashboard(user.name);
    await otherPortal.answer(await app.nextCode());
    await otherPortal.expectDashboard(user.name);
  });
});

test("C94 after a reload the service still says when a text can be sent again", async ({
  page,
  server,
  console,
}) => {
  const user = { username: "yara", name: "Yara Example" };
  await addProtectedUser(user, {
    server,
    request: page.request,
    password: PASSWORD,
    cellPhone: "+12015550144",
  });
  const portal = new Portal(page);

  await portal.logIn(user.username, PASSWORD);
  await page.getByRole("button", { name: "Send SMS Code" }).click();
  await expect(page.getByText(/^Send again in 0:\d\d$/)).toBeVisible();

  await page.reload();
  await expect(page.getByText("Please enter your password again.")).toBeVisible();
  await portal.logIn(user.username, PASSWORD);
  console.expect(429);
  await page.getByRole("button", { name: "Send SMS Code" }).click();
  await expect(page.getByText(/^Send again in 0:\d\d$/)).toBeVisible();
});

test("C110 the QR code is dark on white with a quiet zone in the dark theme too", async ({
  page,
  server,
}) => {
  const user = { username: "zoe", name: "Zoe Example" };
  server.addUser(user, PASSWORD);
  await page.emulateMedia({ colorScheme: "dark" });
  await new Portal(page).logIn(user.username, PASSWORD);
  await new Portal(page).open(user.name, "2-Factor Auth");
  await page.getByRole("switch", { name: "2-Factor Auth" }).click();

  await test.step("a phone reads it", async () => {
    Authenticator.fromUri(await readQrCode(page));
  });

  await test.step("a reload in the middle leaves it OFF, and begins with a new one", async () => {
    await page.reload();
    await expect(page.getByRole("switch", { name: "2-Factor Auth" })).not.toBeChecked();
    await page.getByRole("switch", { name: "2-Factor Auth" }).click();
    const app = Authenticator.fromUri(await readQrCode(page));
    await page.getByLabel("Authentication Field").pressSequentially(await app.nextCode());
    await page.getByRole("button", { name: "Update" }).click();
    await expect(page.getByRole("list", { name: "Backup codes" })).toBeVisible();
  });
});

test("without a network what is typed stays, and the same press works once it is back", async ({
  page,
  context,
  server,
  console,
}) => {
  const user = { username: "abel", name: "Abel Example" };
  server.addUser(user, PASSWORD);
  await page.goto("/login");
  await page.getByLabel("Username").fill(user.username);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);

  await test.step("the log-in", async () => {
    await context.setOffline(true);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main").getByText("We couldn’t reach the service.")).toBeVisible();
    await examine(page, "offline");
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue(PASSWORD);
    await context.setOffline(false);
    await page.getByRole("button", { name: "Log In", exact: true }).click();
    await new Portal(page).expectDashboard(user.name);
  });

  await test.step("a list says so in its place, and asks again when pressed", async () => {
    await page.route("**/api/v1/me/sessions*", (route) => route.abort());
    await new Portal(page).open(user.name, "Sessions and devices");
    await expect(page.getByRole("main").getByText("We couldn’t reach the service.")).toBeVisible();
    await page.unroute("**/api/v1/me/sessions*");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("This session")).toBeVisible();
  });
  console.forgive("net::ERR_");
});

test("an answer that never comes is given up after 15 seconds", async ({ page, server }) => {
  const user = { username: "bela", name: "Bela Example" };
  server.addUser(user, PASSWORD);
  await page.route("**/api/v1/auth/login", () => undefined);
  await new Portal(page).logIn(user.username, PASSWORD);
  await expect(page.getByRole("button", { name: "Log In", exact: true })).toHaveAttribute(
    "aria-busy",
    "true",
  );
  await expect(page.getByRole("main").getByText("We couldn’t reach the service.")).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByLabel("Username")).toHaveValue(user.username);
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
