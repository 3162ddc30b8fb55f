import { expect, type Page } from "@playwright/test";
import { Portal } from "../support/portal";
import { addProtectedUser } from "../support/protectedUser";
import { test } from "../support/test";

const PASSWORD = "five modest owls watch";
const NAME = "Runa Example";
const OUTSIDE = ["/login", "/forgot-password", "/nowhere"];
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

/** "Slow 4G" as it is measured with elsewhere too. */
const SLOW_4G = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const SLOW_CPU = 4;

interface Shift {
  value: number;
  of: string[];
}

declare global {
  interface Window {
    shifts: Shift[];
  }
}

/** The parts of LayoutShift (Chromium's) that are looked at. */
interface LayoutShiftEntry extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node?: Node }[];
}

test("nothing moves under the reader on any page", async ({ page, server }, { project }) => {
  const user = { username: `runa-${project.name}`, name: NAME, role: "admin" as const };
  await addProtectedUser(user, {
    server,
    request: page.request,
    password: PASSWORD,
    rememberDevice: true,
  });
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShiftEntry[]) {
        if (entry.hadRecentInput) continue;
        const of = entry.sources.map(({ node }) => (node instanceof Element ? node.outerHTML : String(node)));
        window.shifts.push({ value: entry.value, of: of.map((html) => html.slice(0, 120)) });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });

  async function expectStill(path: string): Promise<void> {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    expect.soft(await page.evaluate(() => window.shifts), path).toEqual([]);
  }

  for (const path of OUTSIDE) await expectStill(path);
  await new Portal(page).logIn(user.username, PASSWORD);
  await new Portal(page).expectDashboard(NAME);
  for (const path of PAGES) await expectStill(path);
});

test("how soon the log-in page can be used on a slow phone is measured", async ({
  page,
  server,
  viewport,
}) => {
  test.skip((viewport?.width ?? 0) >= 800, "A phone's matter");
  for (const locale of ["en-US", "de-DE"]) {
    const seconds = await secondsUntilUsable(page, server.url, locale);
    process.stdout.write(
      `First usable in ${locale}, on slow 4G with a CPU ${SLOW_CPU} times slower: ${seconds.toFixed(2)} s (budget 2.5 s)\n`,
    );
  }
});

async function secondsUntilUsable(page: Page, url: string, locale: string): Promise<number> {
  const fresh = await page.context().browser()?.newContext({ locale, viewport: page.viewportSize() });
  if (!fresh) throw new Error("There is no browser");
  const phone = await fresh.newPage();
  const devtools = await fresh.newCDPSession(phone);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", { offline: false, ...SLOW_4G });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOW_CPU });
  const start = performance.now();
  await phone.goto(`${url}/login`);
  await expect(phone.locator("input[name=username]")).toBeFocused();
  const seconds = (performance.now() - start) / 1000;
  await fresh.close();
  return seconds;
}
