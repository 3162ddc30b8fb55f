import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const TOKENS = readFileSync(resolve(import.meta.dirname, "tokens.css"), "utf8");
const THEMES = ["light", "dark"] as const;

/** A token's colour in one theme, as red, green and blue. */
function colour(token: string, theme: (typeof THEMES)[number]): number[] {
  const pair = new RegExp(`--${token}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(TOKENS);
  const hex = pair?.[theme === "light" ? 1 : 2];
  if (!hex) throw new Error(`There is no --${token}`);
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** WCAG's relative luminance. */
function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, theme: (typeof THEMES)[number]): number {
  const [lighter = 0, darker = 0] = [one, other]
    .map((token) => luminance(colour(token, theme)))
    .sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each(THEMES)("in the %s theme", (theme) => {
  it.each([
    ["ink", "surface"],
    ["ink-soft", "ground"],
    ["ink-soft", "surface"],
    ["ink-soft", "surface-sunken"],
    ["accent", "ground"],
    ["accent", "surface"],
    ["on-accent", "accent"],
    ["danger", "surface"],
    ["warning", "warning-wash"],
    ["success", "success-wash"],
    ["accent-strong", "accent-wash"],
  ])("%s can be read on %s", (text, ground) => {
    expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ["edit", "surface"],
    ["line-strong", "surface"],
  ])("%s is seen on %s", (mark, ground) => {
    expect(contrast(mark, ground, theme)).toBeGreaterThanOrEqual(3);
  });
});
