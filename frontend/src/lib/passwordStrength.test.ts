import { expect, it } from "vitest";
import { passwordStrength } from "./passwordStrength";

it.each([
  ["short", 0],
  ["aaaaaaaaaaaaaaaaaaaaaaaa", 1],
  ["correct horse", 1],
  ["correct horse bat", 2],
  ["correct horse battery staple", 3],
])("rates %j as %i", (password, strength) => {
  expect(passwordStrength(password)).toBe(strength);
});
