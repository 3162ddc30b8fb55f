import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const SCREENS = resolve(import.meta.dirname, "../../../docs/screens");
/** Of a picture, in pixels. */
const MOST_HEIGHT = 1600;

const THEMES = ["light", "dark"] as const;

/** Looks at a page in both themes, as `examine` does, and takes pictures of it where they are asked for. */
export async function inspect(page: Page, name: string): Promise<void> {
  await examine(page, name, (theme) => takePicture(page, name, theme));
}

/** No barrier that axe knows, in either theme, and nothing wider than the screen. */
export async function examine(
  page: Page,
  name: string,
  afterwards?: (theme: (typeof THEMES)[number]) => Promise<void>,
): Promise<void> {
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    await drawn(page);
    await expectNoBarrier(page, `${name}, ${theme}`);
    if (process.env.SCREENS === "1") await afterwards?.(theme);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await expectToFit(page, name);
  // Pages have a journey of their own for this; a dialog is open only here. A menu stands where it was opened.
  const isDialog =
    (await page.getByRole("dialog").count()) > 0 && (await page.getByRole("menu").count()) === 0;
  if (isDialog) await examineAtTheEdges(page, name);
}

/** On the smallest screen, in the system's colours, and with text twice as large. */
async function examineAtTheEdges(page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  if (size && size.width < 800) await page.setViewportSize({ ...size, width: 320 });
  await page.emulateMedia({ forcedColors: "active" });
  await expectNoBarrier(page, `${name} in forced colours`);
  await page.emulateMedia({ forcedColors: "none" });
  await expectToFit(page, `${name} on the smallest screen`);
  if (size) await page.setViewportSize(size);
  await showTextAt(page, "200%");
  await expectNoBarrier(page, `${name} at 200 %`);
  await expectToFit(page, `${name} at 200 %`);
  await showTextAt(page, "");
}

/** As by the browser's own setting for the size of text; without a size as it was. */
export async function showTextAt(page: Page, size: string): Promise<void> {
  await page.evaluate((wanted) => {
    document.documentElement.style.fontSize = wanted;
  }, size);
}

export async function expectNoBarrier(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect
    .soft(
      violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
      name,
    )
    .toEqual([]);
}

export async function expectToFit(page: Page, name: string): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(overflow, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** Waits until the page shows what was changed last, so that nothing is judged halfway between two themes. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))),
  );
}

async function takePicture(page: Page, name: string, theme: (typeof THEMES)[number]): Promise<void> {
  await mkdir(SCREENS, { recursive: true });
  const width = (page.viewportSize()?.width ?? 0) >= 800 ? "wide" : "narrow";
  // A dialog covers the window alone, so the whole page would show where it ends.
  const hasDialog = (await page.getByRole("dialog").count()) > 0;
  const size = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
  }));
  const path = resolve(SCREENS, `${name}-${theme}-${width}.png`);
  if (hasDialog) await page.screenshot({ path });
  // Of a list without end the beginning is enough.
  else {
    const clip = { x: 0, y: 0, width: size.width, height: Math.min(size.height, MOST_HEIGHT) };
    await page.screenshot({ path, fullPage: true, clip });
  }
}
