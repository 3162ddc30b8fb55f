import { t } from "@/lib/messages/t";
import { formatDay, startOfDaysBack } from "@/lib/time";
import type { Activity } from "./queries";

interface Day {
  readonly name: string;
  readonly entries: Activity[];
}

/** The log, newest first, by the days of the reader's own zone. */
export function byDay(entries: readonly Activity[], now: Date): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const name = dayName(new Date(entry.at), now);
    const last = days.at(-1);
    if (last?.name === name) last.entries.push(entry);
    else days.push({ name, entries: [entry] });
  }
  return days;
}

function dayName(at: Date, now: Date): string {
  if (at.toDateString() === now.toDateString()) return t.activity.today;
  if (at.toDateString() === startOfDaysBack(1, now).toDateString()) return t.activity.yesterday;
  return formatDay(at);
}
