import { expect } from "@playwright/test";
import { inspect } from "../support/inspect";
import { Portal } from "../support/portal";
import { addProtectedUser } from "../support/protectedUser";
import { test } from "../support/test";

const PASSWORD = "nine curious crabs wave";

test("an API token is shown once, reads for a script, and is deleted", async ({ page, server, console }, {
  project,
}) => {
  const name = "Tess Example";
  const username = `tess-${project.name}`;
  const { app } = await addProtectedUser(
    { username, name },
    { server, request: page.request, password: PASSWORD, rememberDevice: true },
  );
  const portal = new Portal(page);
  const dialog = page.getByRole("dialog", { name: "New token" });
  const proof = page.getByRole("dialog", { name: "Prove that it’s you" });
  const exchange = (token: string) =>
    page.request.post(`${server.url}/api/v1/auth/token`, { data: { api_token: token } });
  let token = "";

  await test.step("make one, with the proof that this asks for", async () => {
    await portal.logIn(username, PASSWORD);
    await portal.expectDashboard(name);
    await portal.open(name, "API tokens");
    await expect(page.getByText("You have no API token.")).toBeVisible();
    await inspect(page, "api-tokens");
    await page.getByRole("button", { name: "New token" }).click();
    await expect(dialog.getByLabel("Name")).toBeFocused();
    await page.keyboard.type("Nightly report");
    await dialog.getByRole("checkbox", { name: "Read your account" }).check();
    await inspect(page, "api-token-new");
    console.expect(403);
    await dialog.getByRole("button", { name: "Create token" }).click();
    await proof.getByLabel("Authentication Code").pressSequentially(await app.nextCode());
    await page.keyboard.press("Enter");
    await expect(proof).toHaveCount(0);
  });

  await test.step("it is shown this once", async () => {
    const field = page.getByLabel("Token “Nightly report”");
    await expect(field).toHaveValue(/^vst_/);
    await expect(field).toBeFocused();
    token = await field.inputValue();
    await inspect(page, "api-token-fresh");
    await page.keyboard.press("Escape");
    await expect(field).toBeVisible();
    await page.getByRole("button", { name: "Done" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "New token" })).toBeFocused();
    await expect(page.getByText("Never used")).toBeVisible();
  });

  await test.step("a script reads with it, and changes nothing", async () => {
    const exchanged = await exchange(token);
    expect(exchanged.status()).toBe(200);
    const { access_token } = (await exchanged.json()) as { access_token: string };
    const headers = { Authorization: `Bearer ${access_token}` };
    const me = await page.request.get(`${server.url}/api/v1/me`, { headers });
    expect(await me.json()).toMatchObject({ username });
    const change = await page.request.patch(`${server.url}/api/v1/me`, { headers, data: { name: "Eve" } });
    expect(change.status()).toBe(403);

    await page.reload();
    await expect(page.getByText("Last used on")).toBeVisible();
  });

  await test.step("deleted, it opens nothing", async () => {
    await page.getByRole("button", { name: "Delete Nightly report" }).click();
    await inspect(page, "api-token-delete");
    await page.getByRole("button", { name: "Delete token" }).click();
    await expect(page.getByText("You have no API token.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Your tokens" })).toBeFocused();
    expect((await exchange(token)).status()).toBe(401);
  });
});
