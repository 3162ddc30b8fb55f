import type { Page } from "@playwright/test";
import readQr from "jsqr";
import { PNG } from "pngjs";

/** What a phone's camera reads from the page as it is drawn. Inverted codes don't count: not all phones read them. */
export async function readQrCode(page: Page, name = /QR code/): Promise<string> {
  await page.getByRole("img", { name }).scrollIntoViewIfNeeded();
  const { data, width, height } = PNG.sync.read(await page.screenshot());
  const code = readQr(new Uint8ClampedArray(data), width, height, { inversionAttempts: "dontInvert" });
  if (!code) throw new Error("No QR code can be read from the page");
  return code.data;
}
