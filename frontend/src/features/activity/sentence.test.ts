import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { t } from "@/lib/messages/t";
import type { Activity } from "./queries";
import { isUnusual, sentenceOf } from "./sentence";

const CORE = resolve(import.meta.dirname, "../../../../api/domain/src/activity.rs");
const ALICE = { id: "0199-alice", name: "Alice Example" };
const BOB = { id: "0199-bob", name: "Bob Example" };

function entry(action: string, parties: Partial<Activity> = {}): Activity {
  return {
    id: "a",
    at: "2026-11-25T10:00:00Z",
    action,
    actor: ALICE,
    subject: ALICE,
    ip: null,
    device_name: null,
    detail: {},
    ...parties,
  };
}

const asAlice = (action: string, parties?: Partial<Activity>) => sentenceOf(entry(action, parties), ALICE.id);

it("has a sentence for every action that the service writes down, and for no other", () => {
  const core = readFileSync(CORE, "utf8");
  const happenings = /pub enum Happening \{\n(.*?)\n\}/s.exec(core)?.[1] ?? "";
  const actions = [...happenings.matchAll(/^ {4}([A-Z]\w+)/gm)].map(([, name = ""]) =>
    name.replace(/(?!^)([A-Z])/g, "_$1").toLowerCase(),
  );

  expect(actions.length).toBeGreaterThan(30);
  expect(Object.keys(t.activity.sentences).sort()).toEqual(actions.sort());
});

it("says who did what to whom", () => {
  const byBob = { actor: BOB, subject: ALICE };
  const toBob = { actor: ALICE, subject: BOB };

  expect(asAlice("password_changed")).toBe("You changed your password.");
  expect(asAlice("two_factor_reset", byBob)).toBe("Bob Example reset your two-factor.");
  expect(asAlice("two_factor_reset", { ...toBob, detail: { reason: "Lost phone" } })).toBe(
    "You reset Bob Example’s two-factor. Reason: “Lost phone”",
  );
  expect(asAlice("phone_changed", { actor: BOB, subject: BOB })).toBe(
    "Bob Example changed their phone number.",
  );
  expect(asAlice("role_changed", { ...toBob, detail: { role: "admin" } })).toBe(
    "You made Bob Example an admin.",
  );
  expect(asAlice("sessions_ended")).toBe("You ended all your other sessions.");
  expect(asAlice("sessions_ended", byBob)).toBe("Bob Example ended all your sessions.");
});

it("names strangers and the command line as what they are", () => {
  expect(asAlice("login_unfinished", { actor: null })).toBe(
    "Someone gave your right password, but no right code.",
  );
  expect(asAlice("password_reset", { actor: null, detail: { by: "command_line" } })).toBe(
    "The service’s operator set a new password for you.",
  );
});

it("tells how a log-in was proven", () => {
  const detail = { proof: "backup_code", known_client: false };
  expect(asAlice("logged_in", { detail })).toBe(
    "You logged in with password and backup code, from a new browser.",
  );
  expect(asAlice("logged_in", { detail: { proof: "passkey", known_client: true } })).toBe("You logged in.");
});

it("counts one as one", () => {
  const count = (counted: number) => ({ actor: null, detail: { count: counted } });
  expect(asAlice("wrong_codes", count(1))).toBe("1 wrong code came after your right password.");
  expect(asAlice("wrong_codes", count(3))).toBe("3 wrong codes came after your right password.");
  expect(asAlice("backup_code_spent", { detail: { left: 1 } })).toBe("You used a backup code; 1 is left.");
});

it("spells a policy out", () => {
  const detail = {
    require_two_factor: false,
    require_two_factor_for_admins: true,
    grace_days: 14,
    allow_sms: false,
    allow_remember_device: true,
  };
  expect(asAlice("policy_changed", { subject: null, detail })).toBe(
    "You changed the team’s policy: two-factor for admins, 14 days of grace, no texts, devices remembered.",
  );
});

it("tells an action that it doesn't know by its name", () => {
  expect(asAlice("passkey_added", { actor: BOB })).toBe("Bob Example: passkey added.");
  expect(asAlice("constructor")).toBe("You: constructor.");
});

it("marks what an intruder's doings look like", () => {
  expect(isUnusual(entry("wrong_codes"))).toBe(true);
  expect(isUnusual(entry("logged_in"))).toBe(false);
});
