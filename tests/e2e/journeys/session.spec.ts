import { expect } from "@playwright/test";
import { inspect } from "../support/inspect";
import { Portal } from "../support/portal";
import { Server } from "../support/server";
import { test } from "../support/test";

const PASSWORD = "five quiet foxes walk";
const NAME = "Bob Example";

test("a session outlives a reload, and ends in all tabs at once", async ({ page, context, server, console }, {
  project,
}) => {
  const username = `bob-${project.name}`;
  server.addUser({ username, name: NAME }, PASSWORD);
  const portal = new Portal(page);

  await test.step("a stranger is asked to log in, and gets where they wanted", async () => {
    console.expect(401);
    await page.goto("/team");
    await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
    await page.getByLabel("Username").fill(username);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Team", level: 1 })).toBeFocused();
  });

  await test.step("a reload needs no log-in", async () => {
    await page.reload();
    await expect(page.getByRole("rowheader", { name: NAME })).toBeVisible();
  });

  await test.step("logging out tells the other tab, and the way back shows nothing", async () => {
    const other = await context.newPage();
    await other.goto("/");
    await new Portal(other).expectDashboard(NAME);
    await new Portal(other).open(NAME, "Team");
    await expect(other.getByRole("rowheader", { name: NAME })).toBeVisible();
    await portal.logOut(NAME);
    await expect(other.getByText("You are logged out.")).toBeVisible();

    console.expect(401);
    await other.goBack();
    await expect(other.getByRole("heading", { name: "Log in" })).toBeVisible();
    await other.close();
  });
});

test("refusals at the log-in are told at the field", async ({ page, console }) => {
  await page.goto("/login");
  await page.getByRole("button", { name: "Log In", exact: true }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await inspect(page, "login-faults");

  console.expect(401);
  await page.getByLabel("Username").fill("nobody");
  await page.getByLabel("Password", { exact: true }).fill("wrong");
  await page.keyboard.press("Enter");
  const password = page.getByLabel("Password", { exact: true });
  await expect(password).toHaveAccessibleDescription("The username or the password isn’t right.");
  await expect(password).toBeFocused();
});

test("the portal bears the name that its service was given", async ({ page }) => {
  const named = await Server.start({ VESTIBULE_BRAND__NAME: "Harbour Portal" });
  try {
    await page.goto(`${named.url}/login`);
    await expect(page).toHaveTitle("Log in – Harbour Portal");
    await expect(page.getByRole("banner")).toContainText("Harbour Portal");
  } finally {
    // What is still on its way would be missed.
    await page.goto("about:blank");
    await named.stop();
  }
});

test("an unknown address has a page of its own", async ({ page }) => {
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await inspect(page, "not-found");
});
