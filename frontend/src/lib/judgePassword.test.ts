import { describe, expect, it } from "vitest";
import vectors from "../../../tests/vectors/passwords.json";
import { judgePassword } from "./judgePassword";

/** The few of the list that the vectors are on; the whole of it is held by the feature that brings it. */
const common = new Set([
  "password1234",
  "qwertyuiop123",
  "!!!!garfield2!!!",
  "!!corvette99",
  "!!october1950",
]);

describe("a password gets the verdict that the service gives", () => {
  it.each(vectors)("$why", ({ password, names, verdict }) => {
    expect(judgePassword(password, { names, common }) ?? null).toBe(verdict);
  });
});

it("leaves the common ones to the service until their list is there", () => {
  expect(judgePassword("password1234", { names: [], common: undefined })).toBeUndefined();
});
