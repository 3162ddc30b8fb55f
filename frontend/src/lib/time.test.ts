import { expect, it } from "vitest";
import { formatClock } from "./time";

it.each([
  [9, "0:09"],
  [270, "4:30"],
  [86_400, "24:00:00"],
])("writes %i seconds as %s", (seconds, clock) => {
  expect(formatClock(seconds)).toBe(clock);
});
