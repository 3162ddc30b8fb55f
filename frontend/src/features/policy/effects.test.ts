import { expect, it } from "vitest";
import { demanding } from "./demand";
import { effectsOf } from "./effects";
import type { TeamPolicy } from "./queries";

const NOW = new Date("2026-11-25T12:00:00");
const NEW_TEAM: TeamPolicy = {
  require_two_factor: false,
  require_two_factor_for_admins: true,
  grace_days: 14,
  allow_sms: true,
  allow_remember_device: true,
};

const effects = (changed: Partial<TeamPolicy>, before = NEW_TEAM) =>
  effectsOf(before, { ...before, ...changed }, NOW);

it("says nothing where nothing changes", () => {
  expect(effects({})).toEqual([]);
});

it("says by when whom it is new to must have it, or that it is at once", () => {
  const everyone = demanding(NEW_TEAM, "everyone");
  expect(everyone.require_two_factor_for_admins).toBe(true);
  expect(effects(everyone)).toEqual([
    expect.stringMatching(/^Members .* by December 9, 2026 at the latest\./),
  ]);
  expect(effects({ ...everyone, grace_days: 0 })).toEqual([expect.stringMatching(/^Everyone .* at once/)]);
  const nobody = demanding(NEW_TEAM, "nobody");
  expect(effects(everyone, nobody)).toEqual([expect.stringMatching(/^Everyone .* by December 9, 2026/)]);
});

it("says who is freed", () => {
  const everyone = demanding(NEW_TEAM, "everyone");
  expect(effects(demanding(everyone, "admins"), everyone)).toEqual([
    expect.stringMatching(/^Members no longer have to .* Admins still have to\./),
  ]);
  expect(effects(demanding(everyone, "nobody"), everyone)).toEqual([expect.stringMatching(/^Nobody/)]);
  const nobody = demanding(NEW_TEAM, "nobody");
  expect(effects(demanding(nobody, "admins"), nobody)).toEqual([expect.stringMatching(/^Admins .* by /)]);
});

it("says what another grace does, where something is demanded at all", () => {
  expect(effects({ grace_days: 7 })).toEqual([expect.stringMatching(/have 7 days/)]);
  expect(effects({ ...demanding(NEW_TEAM, "everyone"), grace_days: 7 })).toEqual([
    expect.stringMatching(/^Members .* by December 2, 2026/),
    expect.stringMatching(/have 7 days/),
  ]);
  expect(effects({ grace_days: 0 })).toEqual([expect.stringMatching(/at once/)]);
  expect(effects({ grace_days: 7 }, demanding(NEW_TEAM, "nobody"))).toEqual([]);
});

it("says what becomes of texts and remembered devices", () => {
  expect(effects({ allow_sms: false, allow_remember_device: false })).toEqual([
    expect.stringMatching(/^Codes by text stop working/),
    expect.stringMatching(/^All remembered devices are forgotten/),
  ]);
});
