import { expect } from "@playwright/test";
import { addProtectedUser } from "../support/protectedUser";
import { test } from "../support/test";

const PASSWORD = "three mellow badgers hum";
const NAME = "Gus Example";

test("a phone is set by keyboard alone, and what was typed outlives the proof that it asks for", async ({
  page,
  server,
  console,
}, { project }) => {
  const username = `gus-${project.name}`;
  const { app } = await addProtectedUser(
    { username, name: NAME },
    { server, request: page.request, password: PASSWORD, rememberDevice: true },
  );
  const { keyboard } = page;
  const country = page.getByRole("combobox", { name: "Country Code" });
  const phone = page.getByLabel("Cell Phone");
  const edit = page.getByRole("button", { name: `Edit ${NAME}` });
  const proof = page.getByRole("dialog", { name: "Prove that it’s you" });

  await test.step("log in, with a device that is remembered", async () => {
    console.expect(401);
    await page.goto("/team");
    await expect(page.getByLabel("Username")).toBeFocused();
    await keyboard.type(username);
    await keyboard.press("Tab");
    await keyboard.type(PASSWORD);
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Team", level: 1 })).toBeFocused();
    await expect(edit).toBeVisible();
  });

  await test.step("search, and open the own row", async () => {
    await keyboard.press("Tab");
    await expect(page.getByLabel("Search")).toBeFocused();
    await keyboard.type(username);
    await expect(page.getByText("1 person")).toBeVisible();
    await keyboard.press("Tab");
    await expect(edit).toBeFocused();
    await keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: `Edit ${NAME}` })).toBeVisible();
  });

  await test.step("choose a country, and type a number", async () => {
    await expect(phone).toBeVisible();
    await keyboard.press("Tab");
    await expect(country).toBeFocused();
    await keyboard.press("Control+A");
    await keyboard.type("germ");
    await expect(page.getByRole("option", { name: "Germany" })).toBeVisible();
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await expect(country).toHaveValue("Germany (+49)");
    await keyboard.press("Tab");
    await expect(phone).toBeFocused();
    await keyboard.type("01512 3456789");
  });

  await test.step("a declined proof changes nothing", async () => {
    console.expect(403);
    await keyboard.press("Enter");
    await expect(proof.getByLabel("Authentication Code")).toBeFocused();
    await keyboard.press("Escape");
    await expect(proof).toHaveCount(0);
    await expect(country).toHaveValue("Germany (+49)");
    await expect(phone).toHaveValue("01512 3456789");
    await expect(phone).toBeFocused();
  });

  await test.step("a given one saves what was typed", async () => {
    console.expect(403);
    await keyboard.press("Enter");
    await expect(proof.getByLabel("Authentication Code")).toBeFocused();
    await keyboard.type(await app.nextCode());
    await keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("row", { name: username })).toContainText("+4915123456789");
    await expect(edit).toBeFocused();
  });
});
