const DAY = new Intl.DateTimeFormat("en", { dateStyle: "long" });
const MOMENT = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const TIME = new Intl.DateTimeFormat("en", { timeStyle: "short" });

/** A date in the reader's own zone. */
export function formatDay(at: string | Date): string {
  return DAY.format(new Date(at));
}

/** A date and time in the reader's own zone. */
export function formatMoment(at: string): string {
  return MOMENT.format(new Date(at));
}

/** A time of day in the reader's own zone. */
export function formatTime(at: string): string {
  return TIME.format(new Date(at));
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
