import { useSyncExternalStore } from "react";
import type { Messages } from "./messages/en";
import { setMessages } from "./messages/t";

/** The languages, each by its own name; the words are the wire's for a user's `locale`. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

/** What this browser was told by the switch. */
const CHOSEN = "vestibule-language";
/** What this tab speaks, so that a reload doesn't begin in another language than the reader's. */
const SPOKEN = "vestibule-language-spoken";

const LOADERS: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: () => import("./messages/en").then(({ en }) => en),
  de: () => import("./messages/de").then(({ de }) => de),
};

let spoken: Language = "en";
let wanted: Language = "en";
const listeners = new Set<() => void>();

/** The language of someone who hasn't logged in: as chosen in this browser, else as the browser prefers. */
export function languageOfBrowser(): Language {
  const chosen = [localStorage.getItem(CHOSEN), ...navigator.languages].map(toLanguage);
  return chosen.find((language) => language !== undefined) ?? "en";
}

export function languageOfStart(): Language {
  return toLanguage(sessionStorage.getItem(SPOKEN)) ?? languageOfBrowser();
}

/** The language that a locale such as `de-CH` asks for, where there is one. */
export function toLanguage(locale: string | null | undefined): Language | undefined {
  const language = locale?.toLowerCase().split("-")[0] ?? "";
  return isLanguage(language) ? language : undefined;
}

function isLanguage(word: string): word is Language {
  return Object.hasOwn(LANGUAGES, word);
}

/** Loads a language and has all pages speak it. Of several that are asked for at once, the last one stays. */
export async function speak(language: Language): Promise<void> {
  wanted = language;
  const messages = await LOADERS[language]();
  if (wanted === language) adopt(language, messages);
}

/** Has all pages speak what is loaded already. */
export function adopt(language: Language, messages: Messages): void {
  spoken = language;
  setMessages(messages);
  document.documentElement.lang = language;
  sessionStorage.setItem(SPOKEN, language);
  for (const tell of listeners) tell();
}

/** Speaks a language from now on to whoever hasn't logged in with this browser. */
export async function chooseForBrowser(language: Language): Promise<void> {
  await speak(language);
  localStorage.setItem(CHOSEN, language);
}

export function currentLanguage(): Language {
  return spoken;
}

/** The locale for dates and names of countries: the browser's own kind of the language, such as `en-GB`. */
export function formattingLocale(): string {
  return navigator.languages.find((locale) => toLanguage(locale) === spoken) ?? spoken;
}

/** Draws what calls it anew when the language changes. Each route does, and so all that stands in it. */
export function useLanguage(): Language {
  return useSyncExternalStore(listen, currentLanguage);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
