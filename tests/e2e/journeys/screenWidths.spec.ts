import { expect } from "@playwright/test";
import { expectNoBarrier, expectToFit, showTextAt } from "../support/inspect";
import { Portal } from "../support/portal";
import { addProtectedUser } from "../support/protectedUser";
import { test } from "../support/test";

const PASSWORD = "four humble herons fish";
const NAME = "Maximiliane Alexandra von Hohenstaufen-Wittelsbach";
const TEAM = "Lighthouse";
const PAGES = [
  "/",
  "/two-factor",
  "/team",
  "/team/policy",
  "/sessions",
  "/activity",
  "/activity?of=team",
  "/password",
  "/email-address",
  "/api-tokens",
];
const OUTSIDE = ["/login", "/forgot-password", "/outbox"];

/** The ends of what people look at; each project takes those on its side. */
const SCREENS = {
  narrow: { size: { width: 320, height: 640 }, enlarged: { width: 390, height: 800 } },
  wide: { size: { width: 3840, height: 2160 }, enlarged: { width: 1280, height: 860 } },
};

test("nothing is wider than any screen or hard to reach, with long names, in either language, enlarged, in the system's colours", async ({
  page,
  server,
}, { project }) => {
  const username = `maximiliane-${project.name}`;
  const team = `${TEAM} ${project.name}`;
  const { size, enlarged } = SCREENS[project.name === "narrow" ? "narrow" : "wide"];
  server.addTeam(team);
  await addProtectedUser(
    { username, name: NAME, role: "admin", team },
    { server, request: page.request, password: PASSWORD, rememberDevice: true },
  );

  async function look(path: string): Promise<void> {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText(/^(Loading|Wird geladen)…$/)).toHaveCount(0);
    await page.setViewportSize(size);
    await expectToFit(page, path);
    await page.emulateMedia({ forcedColors: "active" });
    await expectNoBarrier(page, `${path} in forced colours`);
    await page.emulateMedia({ forcedColors: "none" });
    await page.setViewportSize(enlarged);
    await showTextAt(page, "200%");
    await expectToFit(page, `${path} at 200 %`);
    await expectNoBarrier(page, `${path} at 200 %`);
  }

  for (const path of OUTSIDE) await look(path);
  await page.setViewportSize(enlarged);
  await new Portal(page).logIn(username, PASSWORD);
  await new Portal(page).expectDashboard(NAME);
  for (const path of PAGES) await look(path);

  await page.goto("/");
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { name: `Hallo, ${NAME}` })).toBeVisible();
  await page.setViewportSize(size);
  for (const path of PAGES) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("Wird geladen…")).toHaveCount(0);
    await expectToFit(page, `${path} in German`);
  }
});
