import { afterEach, describe, expect, it, vi } from "vitest";
import {
  adopt,
  chooseForBrowser,
  currentLanguage,
  formattingLocale,
  languageOfBrowser,
  languageOfStart,
  speak,
  toLanguage,
} from "./language";
import { en } from "./messages/en";
import { t } from "./messages/t";
import { formatDay } from "./time";

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  adopt("en", en);
  sessionStorage.clear();
});

const prefer = (...locales: string[]) => vi.spyOn(navigator, "languages", "get").mockReturnValue(locales);

it.each([
  ["de", "de"],
  ["de-AT", "de"],
  ["EN-gb", "en"],
  ["fr", undefined],
  ["constructor", undefined],
  ["", undefined],
  [null, undefined],
])("reads %j as %j", (locale, language) => {
  expect(toLanguage(locale)).toBe(language);
});

describe("the language to begin with", () => {
  it("is the first that the browser prefers and that there is", () => {
    prefer("fr-FR", "de-CH", "en");
    expect(languageOfBrowser()).toBe("de");
  });

  it("is English for everybody else", () => {
    prefer("fr-FR");
    expect(languageOfBrowser()).toBe("en");
  });

  it("is what this browser's switch was set to", async () => {
    prefer("en-US");
    await chooseForBrowser("de");
    expect(languageOfBrowser()).toBe("de");
  });

  it("is what this tab spoke before a reload", async () => {
    prefer("en-US");
    await speak("de");
    expect(languageOfStart()).toBe("de");
    expect(languageOfBrowser()).toBe("en");
  });
});

it("changes the words, the page's language and the dates", async () => {
  prefer("en-GB", "de-AT");
  expect(formattingLocale()).toBe("en-GB");
  expect(formatDay("2026-01-25T12:00:00Z")).toBe("25 January 2026");

  await speak("de");

  expect(t.login.username).toBe("Benutzername");
  expect(document.documentElement.lang).toBe("de");
  expect(formatDay("2026-01-25T12:00:00Z")).toBe("25. Jänner 2026");
});

it("stays with the last of several that are asked for at once", async () => {
  await Promise.all([speak("de"), speak("en")]);
  expect(currentLanguage()).toBe("en");
});
