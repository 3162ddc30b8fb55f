import { expect } from "@playwright/test";
import { Portal, paste } from "../support/portal";
import { addProtectedUser } from "../support/protectedUser";
import { test } from "../support/test";

const PASSWORD = "four amber finches glide";

test("wrong codes end the challenge, and a backup code gets in during the wait", async ({
  page,
  server,
  console,
}, { project }) => {
  const name = "Erin Example";
  const username = `erin-${project.name}`;
  const { app, backupCodes } = await addProtectedUser(
    { username, name },
    { server, request: page.request, password: PASSWORD },
  );
  const portal = new Portal(page);
  const code = page.getByLabel("Authentication Code");
  await portal.logIn(username, PASSWORD);

  await test.step("too few digits are no try", async () => {
    await portal.answer("12345");
    await expect(code).toHaveAccessibleDescription("A code has 6 digits; this one has 5.");
    await expect(code).toHaveValue("12345");
  });

  await test.step("each wrong code stays, selected, and says how many tries are left", async () => {
    for (const left of ["4 more tries", "3 more tries", "2 more tries", "1 more try"]) {
      console.expect(401);
      const wrong = app.wrongCode();
      await page.keyboard.type(wrong);
      await page.keyboard.press("Enter");
      await expect(code).toHaveAccessibleDescription(new RegExp(`You have ${left}`));
      await expect(code).toHaveValue(wrong);
      await expect(code).toBeFocused();
    }
  });

  await test.step("the fifth leads back to the log-in", async () => {
    console.expect(401);
    await page.keyboard.type(app.wrongCode());
    await page.keyboard.press("Enter");
    await expect(page.getByText("Too many wrong codes. Please enter your password again.")).toBeVisible();
    await expect(page.getByLabel("Username")).toHaveValue(username);
    await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  });

  await test.step("during the wait the app's code is not compared, a backup code is", async () => {
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    console.expect(429);
    await portal.answer(await app.nextCode());
    await expect(page.getByRole("main")).toContainText("Too many attempts. Please wait");

    await page.getByRole("button", { name: "Use a backup code" }).click();
    // C62: with a keyboard of letters, and a code as some list had it.
    await expect(page.getByLabel("Backup Code")).toHaveAttribute("inputmode", "text");
    await paste(page, "Backup Code", (backupCodes[0] ?? "").toLowerCase().replace("-", ""));
    await expect(page.getByText("You have 9 backup codes left.")).toBeVisible();
    await page.getByRole("button", { name: "Not now" }).click();
    await portal.expectDashboard(name);
  });
});

test("C111 a pasted code and Enter at once are one try", async ({ page, context, server }, { project }) => {
  const name = "Fay Example";
  const username = `fay-${project.name}`;
  const { app } = await addProtectedUser(
    { username, name },
    { server, request: page.request, password: PASSWORD },
  );
  const portal = new Portal(page);
  let sent = 0;
  // Slow enough that Enter comes while the pasted code is under way.
  await page.route("**/api/v1/auth/verify", async (route) => {
    sent += 1;
    await new Promise((later) => setTimeout(later, 300));
    await route.continue();
  });

  await portal.logIn(username, PASSWORD);
  await expect(page.getByLabel("Authentication Code")).toBeFocused();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const code = await app.nextCode();
  await page.evaluate((text) => navigator.clipboard.writeText(text), `${code.slice(0, 3)} ${code.slice(3)}`);
  await page.keyboard.press("Control+V");
  await page.keyboard.press("Enter");

  await portal.expectDashboard(name);
  expect(sent).toBe(1);
});
