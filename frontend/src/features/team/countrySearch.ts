import { formattingLocale } from "@/lib/language";
import type { Country } from "./queries";

/** The countries with their names in the reader's language; the service tells the English ones. */
export function nameCountries(countries: readonly Country[]): Country[] {
  const names = new Intl.DisplayNames([formattingLocale()], { type: "region" });
  return countries.map((country) => ({ ...country, name: names.of(country.code) ?? country.name }));
}

/** Whether a country answers to what was typed: its name, its code or its calling code. */
export function matchesCountry(country: Country, typed: string): boolean {
  const text = typed.trim().toLowerCase();
  if (text === "") return true;
  if (country.code.toLowerCase() === text) return true;
  const digits = text.replace(/^\+|^00/, "");
  if (/^\d+$/.test(digits)) return country.calling_code.slice(1).startsWith(digits);
  return plain(country.name).includes(plain(text));
}

/** The countries by name, that of the browser's locale first. */
export function orderCountries(countries: readonly Country[], locale: string): Country[] {
  const home = new Intl.Locale(locale).maximize().region;
  return [...countries].sort(
    (a, b) =>
      Number(b.code === home) - Number(a.code === home) || a.name.localeCompare(b.name, formattingLocale()),
  );
}

export function countryLabel(country: Country): string {
  return `${country.name} (${country.calling_code})`;
}

/** Without accents, so that "Reunion" finds "Réunion". */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
