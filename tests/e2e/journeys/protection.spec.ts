import { expect } from "@playwright/test";
import { inspect } from "../support/inspect";
import { Portal } from "../support/portal";
import { addProtectedUser } from "../support/protectedUser";
import { test } from "../support/test";

const PASSWORD = "six gentle herrings drift";

test("a forgotten device is asked for a code again", async ({ page, server }, { project }) => {
  const name = "Hana Example";
  const username = `hana-${project.name}`;
  const { app } = await addProtectedUser(
    { username, name },
    { server, request: page.request, password: PASSWORD, rememberDevice: true },
  );
  const portal = new Portal(page);

  await portal.logIn(username, PASSWORD);
  await portal.expectDashboard(name);
  await page.getByRole("button", { name: /^Forget / }).click();
  await expect(page.getByText("No browser is remembered.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Remembered devices" })).toBeFocused();

  await portal.logOut(name);
  await portal.logIn(username, PASSWORD);
  await portal.answer(await app.nextCode());
  await portal.expectDashboard(name);
});

test("two-factor is switched OFF by a fresh code, after saying what is lost", async ({
  page,
  server,
  console,
}, { project }) => {
  const name = "Ines Example";
  const username = `ines-${project.name}`;
  const { app } = await addProtectedUser(
    { username, name },
    { server, request: page.request, password: PASSWORD, rememberDevice: true },
  );
  const portal = new Portal(page);
  const theSwitch = page.getByRole("switch", { name: "2-Factor Auth" });
  const question = page.getByRole("dialog", { name: "Switch two-factor off?" });
  const proof = page.getByRole("dialog", { name: "Prove that it’s you" });

  await portal.logIn(username, PASSWORD);
  await portal.expectDashboard(name);
  await portal.open(name, "2-Factor Auth");

  await test.step("keep it on", async () => {
    await theSwitch.click();
    await expect(question.getByText("all your backup codes")).toBeVisible();
    await inspect(page, "switch-off");
    await question.getByRole("button", { name: "Keep it on" }).click();
    await expect(question).toHaveCount(0);
    await expect(theSwitch).toBeChecked();
    await expect(theSwitch).toBeFocused();
  });

  await test.step("switch it off", async () => {
    await theSwitch.click();
    console.expect(403);
    await question.getByRole("button", { name: "Switch off" }).click();
    await expect(proof.getByText("To switch two-factor off, prove that it’s you.")).toBeVisible();
    await expect(theSwitch.and(page.locator("[aria-checked=true]"))).toBeAttached();
    await proof.getByLabel("Authentication Code").pressSequentially(await app.nextCode());
    await page.keyboard.press("Enter");
    await expect(proof).toHaveCount(0);
    await expect(theSwitch).not.toBeChecked();
    await expect(page.getByRole("heading", { name: "Remembered devices" })).toHaveCount(0);
  });

  await test.step("from then on the password is enough", async () => {
    await portal.logOut(name);
    await portal.logIn(username, PASSWORD);
    await portal.expectDashboard(name);
    await expect(page.getByText("Protect your account with two-factor")).toBeVisible();
  });
});
