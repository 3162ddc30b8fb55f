import { expect } from "@playwright/test";
import { inspect } from "../support/inspect";
import { Portal } from "../support/portal";
import { TEAM } from "../support/server";
import { test } from "../support/test";

const PASSWORD = "nine calm herons wade";
const NAME = "Dora Example";

test("an invitation is accepted by a press, once", async ({ page, server, console }, { project }) => {
  const username = `dora-${project.name}`;
  const link = server.inviteUser({ username, name: NAME, role: "admin" });

  await page.goto(link);
  await expect(page.getByText(`You are invited to ${TEAM}.`)).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
  await expect(page.getByLabel("Username")).toHaveValue(username);
  await inspect(page, "invitation");

  const password = page.getByLabel("New password");
  const accept = page.getByRole("button", { name: "Accept invitation" });
  await password.fill("Password1234");
  await expect(page.getByRole("main").getByText("Too common: guessers try it first")).toBeVisible();
  await accept.click();
  await expect(password).toHaveAccessibleDescription(/guessers try this password first/);
  await expect(password).toBeFocused();
  await inspect(page, "invitation-refused");

  await test.step("a name that only the service knows is refused by it", async () => {
    console.expect(422);
    await password.fill(`calm ${NAME} wades`);
    await expect(page.getByRole("main").getByText("Strength: Strong")).toBeVisible();
    await accept.click();
    await expect(password).toHaveAccessibleDescription(/It has your name/);
  });

  await password.fill(PASSWORD);
  await accept.click();
  await expect(page.getByText("Your password is set.")).toBeVisible();
  await expect(page.getByLabel("Username")).toHaveValue(username);
  await new Portal(page).logIn(username, PASSWORD);
  await new Portal(page).expectDashboard(NAME);

  console.expect(410);
  await page.goto("/login");
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link doesn’t work any more" })).toBeVisible();
  await inspect(page, "invitation-dead");
});
