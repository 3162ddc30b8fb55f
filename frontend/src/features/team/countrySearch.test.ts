import { describe, expect, it } from "vitest";
import { matchesCountry, orderCountries } from "./countrySearch";

const country = (code: string, name: string, calling_code: string) => ({
  code,
  name,
  calling_code,
  example: "",
});
const COUNTRIES = [
  country("DE", "Germany", "+49"),
  country("RE", "Réunion", "+262"),
  country("GB", "United Kingdom", "+44"),
  country("US", "United States", "+1"),
];

const found = (typed: string) =>
  COUNTRIES.filter((each) => matchesCountry(each, typed)).map(({ code }) => code);

describe("the search for a country", () => {
  it.each([
    ["germ", ["DE"]],
    ["united", ["GB", "US"]],
    ["reunion", ["RE"]],
    ["gb", ["GB"]],
    ["+49", ["DE"]],
    ["0044", ["GB"]],
    ["4", ["DE", "GB"]],
    ["atlantis", []],
  ])("finds by %j", (typed, codes) => {
    expect(found(typed)).toEqual(codes);
  });
});

it("puts the browser's country first", () => {
  expect(orderCountries(COUNTRIES, "en-US").map(({ code }) => code)).toEqual(["US", "DE", "RE", "GB"]);
});
