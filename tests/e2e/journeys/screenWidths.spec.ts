import { expect } from "@playwright/test";
import { Portal } from "../support/portal";
import { addProtectedUser } from "../support/protectedUser";
import { test } from "../support/test";

const PASSWORD = "four humble herons fish";
const NAME = "Maximiliane Alexandra von Hohenstaufen-Wittelsbach";
const TEAM = "Lighthouse";
const PAGES = [
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

test("nothing is wider than the smallest or the largest screen, with a long name either", async ({
  page,
  server,
}, { project }) => {
  const username = `maximiliane-${project.name}`;
  const team = `${TEAM} ${project.name}`;
  server.addTeam(team);
  await addProtectedUser(
    { username, name: NAME, role: "admin", team },
    { server, request: page.request, password: PASSWORD, rememberDevice: true },
  );
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

  await page.setViewportSize(
    project.name === "narrow" ? { width: 320, height: 640 } : { width: 3840, height: 2160 },
  );
  await new Portal(page).logIn(username, PASSWORD);
  await new Portal(page).expectDashboard(NAME);
  await expect(page.getByRole("heading", { name: "Last log-ins" })).toBeVisible();
  expect.soft(await overflow(), "/").toBeLessThanOrEqual(0);

  for (const path of PAGES) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("Loading…")).toHaveCount(0);
    expect.soft(await overflow(), path).toBeLessThanOrEqual(0);
  }
});
