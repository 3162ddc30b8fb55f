import { expect, it } from "vitest";
import { ownPath } from "./ownPath";

it("keeps an own path with its query", () => {
  expect(ownPath("/team?edit=1")).toBe("/team?edit=1");
});

it.each([
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "",
  undefined,
  7,
])("refuses %j", (path) => {
  expect(ownPath(path)).toBeUndefined();
});
