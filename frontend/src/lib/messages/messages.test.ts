import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { ActivityFacts } from "./activityFacts";
import { de } from "./de";
import { en } from "./en";

type Sentence = string | ((...given: unknown[]) => string);

/** Every sentence of a catalogue, by its path. */
function sentencesOf(part: unknown, path = ""): Map<string, Sentence> {
  if (typeof part === "string" || typeof part === "function") return new Map([[path, part as Sentence]]);
  const entries = Object.entries(part as object);
  return new Map(entries.flatMap(([key, value]) => [...sentencesOf(value, `${path}/${key}`)]));
}

const ENGLISH = sentencesOf(en);
const GERMAN = sentencesOf(de);

it("says in German all that is said in English, and nothing else", () => {
  expect([...GERMAN.keys()].sort()).toEqual([...ENGLISH.keys()].sort());
});

it("leaves no German sentence empty where the English one isn't", () => {
  for (const [path, english] of ENGLISH) {
    if (english !== "") expect(GERMAN.get(path), path).not.toBe("");
  }
});

describe("what a sentence is given", () => {
  const withGaps = [...ENGLISH].filter(
    ([path, sentence]) => typeof sentence === "function" && !path.startsWith("/activity/sentences/"),
  );

  it.each(withGaps)("stands in both languages: %s", (path, english) => {
    const said = (sentence: Sentence | undefined, given: readonly unknown[]) =>
      typeof sentence === "function" ? String(sentence(...given)) : "";
    for (const given of [
      ["‹1›", "‹2›", "‹3›"],
      [7, 8, 9],
    ]) {
      const gaps = (sentence: Sentence | undefined) =>
        given.map((gap) => said(sentence, given).includes(String(gap)));
      expect(gaps(GERMAN.get(path))).toEqual(gaps(english));
    }
    for (const count of [0, 1]) expect(said(GERMAN.get(path), [count, count])).not.toMatch(/undefined|NaN/);
  });
});

describe("the log in German", () => {
  const reader = { name: "Alice Example", isReader: true };
  const bob = { name: "Bob Example", isReader: false };
  const told = (action: keyof typeof en.activity.sentences, facts: Partial<ActivityFacts> = {}) =>
    de.activity.sentences[action]?.({ actor: reader, subject: reader, isOwn: true, detail: {}, ...facts });
  const byBob = { actor: bob, isOwn: false };
  const toBob = { subject: bob, isOwn: false };
  const bobsOwn = { actor: bob, subject: bob };

  it("says who did what to whom", () => {
    expect(told("password_changed")).toBe("Sie haben Ihr Passwort geändert.");
    expect(told("password_changed", bobsOwn)).toBe("Bob Example hat das eigene Passwort geändert.");
    expect(told("two_factor_reset", byBob)).toBe("Bob Example hat Ihre Zwei-Faktor-Anmeldung zurückgesetzt.");
    expect(told("two_factor_reset", { ...toBob, detail: { reason: "Handy weg" } })).toBe(
      "Sie haben die Zwei-Faktor-Anmeldung von Bob Example zurückgesetzt. Grund: „Handy weg“",
    );
    expect(told("role_changed", { ...toBob, detail: { role: "admin" } })).toBe(
      "Sie haben Bob Example zum Admin gemacht.",
    );
    expect(told("invitation_sent", byBob)).toBe("Bob Example hat Ihnen die Einladung noch einmal geschickt.");
    expect(told("logged_in", { detail: { proof: "totp", known_client: false } })).toBe(
      "Sie haben sich mit Passwort und App angemeldet, in einem neuen Browser.",
    );
    expect(told("logged_out", bobsOwn)).toBe("Bob Example hat sich abgemeldet.");
  });

  it("counts one as one", () => {
    expect(told("wrong_codes", { detail: { count: 1 } })).toBe(
      "Nach Ihrem richtigen Passwort kam 1 falscher Code.",
    );
    expect(told("wrong_codes", { detail: { count: 3 } })).toBe(
      "Nach Ihrem richtigen Passwort kamen 3 falsche Codes.",
    );
    expect(told("backup_code_spent", { detail: { left: 1 } })).toBe(
      "Sie haben einen Backup-Code verbraucht; 1 bleibt.",
    );
  });

  it("tells every action as a whole sentence, whoever it concerns", () => {
    for (const [action, sentence] of Object.entries(de.activity.sentences)) {
      for (const facts of [{}, byBob, toBob, bobsOwn]) {
        const text = sentence({ actor: reader, subject: reader, isOwn: true, detail: {}, ...facts });
        expect(text, action).toMatch(/[.“]$/);
      }
    }
  });
});

describe("a switch of the language reaches what it must", () => {
  const source = resolve(import.meta.dirname, "../..");
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|\.gen\.|messages\//.test(name))
    .map((name) => [name, readFileSync(resolve(source, name), "utf8")] as const);

  it.each(files.filter(([name]) => /^routes\/.*\.tsx$/.test(name)))("%s draws itself anew", (_name, text) => {
    const components = text.match(/omponent: \w+/g) ?? [];
    expect(components.length).toBeGreaterThan(0);
    expect(text.match(/useLanguage\(\)/g)).toHaveLength(components.length);
  });

  it("and nothing keeps a sentence from before it", () => {
    const kept =
      /^(?:export )?(?:const|let) [^=]+= (?!\(|async|function|useQuery|create|query|infinite)[^;]*?\bt\.\w/gm;
    for (const [name, text] of files) expect(text.match(kept), name).toBeNull();
  });
});
