import { describe, expect, it, vi } from "vitest";
import { adopt } from "@/lib/language";
import { de } from "@/lib/messages/de";
import { en } from "@/lib/messages/en";
import { matchesCountry, nameCountries, orderCountries } from "./countrySearch";

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

it("names the countries in the reader's language, and sorts them by it", () => {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["de-DE"]);
  adopt("de", de);
  const named = orderCountries(nameCountries(COUNTRIES), "de-AT").map(({ name }) => name);
  adopt("en", en);

  expect(named).toEqual(["Deutschland", "Réunion", "Vereinigte Staaten", "Vereinigtes Königreich"]);
});
