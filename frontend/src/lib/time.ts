import { formattingLocale } from "./language";

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats cost a moment to make, so each is kept, for each language. */
function format(at: string | Date, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([formattingLocale(), options]);
  const kept = formats.get(key) ?? new Intl.DateTimeFormat(formattingLocale(), options);
  formats.set(key, kept);
  return kept.format(new Date(at));
}

/** A date in the reader's own zone. */
export function formatDay(at: string | Date): string {
  return format(at, { dateStyle: "long" });
}

/** A date and time in the reader's own zone. */
export function formatMoment(at: string): string {
  return format(at, { dateStyle: "medium", timeStyle: "short" });
}

/** A time of day in the reader's own zone. */
export function formatTime(at: string): string {
  return format(at, { timeStyle: "short" });
}

/** Midnight, in the reader's own zone, of the day so many days before. */
export function startOfDaysBack(days: number, now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
}

/** Seconds as a clock shows them: `0:09`, `4:30`, `1:00:00`. */
export function formatClock(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const padded = String(rest).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${padded}` : `${minutes}:${padded}`;
}
