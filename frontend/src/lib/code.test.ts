import { describe, expect, it } from "vitest";
import { bareCode, toAsciiDigits, wholeBackupCodeIn, wholeCodeIn } from "./code";

describe("a code that arrives whole", () => {
  it.each([
    ["bare digits", "123456"],
    ["digits in two groups", " 123 456 "],
    ["digits with a hyphen", "123-456"],
    ["Arabic digits", "١٢٣٤٥٦"],
    ["full-width digits", "１２３４５６"],
    ["a whole text with the bound code", "Client Portal: your log-in code\n\n@portal.example #123456"],
    ["a text that names a year and a number too", "2026: call +49 151 234567\n@portal.example #123456"],
    ["a text without the bound code", "Your code is 123 456. It holds 5 minutes."],
  ])("is found in %s", (_what, text) => {
    expect(wholeCodeIn(text)).toBe("123456");
  });

  it.each(["12345", "1234567", "", "hello", "123456 or 654321"])("is not found in %j", (text) => {
    expect(wholeCodeIn(text)).toBeUndefined();
  });
});

describe("a backup code", () => {
  it.each(["7K2M4-9QXRT", "7k2m4 9qxrt", "7K2M49QXRT.", "7K2M4–9QXRT"])("is read from %j", (text) => {
    expect(wholeBackupCodeIn(text)).toBe("7K2M49QXRT");
  });
});

it("sends codes without what people read them by", () => {
  expect(bareCode("١٢٣ ٤٥٦")).toBe("123456");
});

it("leaves text that is no digit alone", () => {
  expect(toAsciiDigits("+٤٩ (abc)")).toBe("+49 (abc)");
});
