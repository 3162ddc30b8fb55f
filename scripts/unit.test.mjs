// That the unit for systemd is one that systemd takes, and that it leaves the service little to do harm with.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

import { startService } from "./service.mjs";

const UNIT = "docs/operations/vestibule@.service";

/** Of 10; 1.1 by systemd 252. Later versions ask for more, which leaves them some room. */
const MOST_EXPOSED = 1.5;

const folder = mkdtempSync(join(tmpdir(), "vestibule-unit-"));

after(() => rmSync(folder, { recursive: true, force: true }));

function analyze(...args) {
  const { status, stdout, stderr, error } = spawnSync("systemd-analyze", args, { encoding: "utf8" });
  assert.ifError(error);
  return { status, said: stdout + stderr };
}

test("systemd knows every setting of the unit", () => {
  // The program isn't installed here, so that another one stands in its place.
  const unit = join(folder, "vestibule@.service");
  const text = readFileSync(UNIT, "utf8");
  writeFileSync(unit, text.replace(/^ExecStart=\S+/m, "ExecStart=/bin/true"));

  // It looks at the units of this machine besides, which are none of our affair.
  const { said } = analyze("verify", unit);
  assert.deepEqual(
    said.split("\n").filter((line) => line.includes("vestibule@")),
    [],
  );
});

test("the unit takes from the service what it doesn't need", () => {
  const threshold = `--threshold=${MOST_EXPOSED * 10}`;
  const { status, said } = analyze("security", "--offline=yes", "--no-pager", threshold, UNIT);
  assert.equal(status, 0, said);
});

test("the unit lets the service call the system as it does", async () => {
  const calls = join(folder, "calls");
  // As a process of its own, so that a signal reaches the service.
  const service = await startService({ by: ["strace", "-D", "-f", "-c", "-U", "name", "-o", calls] });
  const body = JSON.stringify({ username: "nobody", password: "a password that is hashed" });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${service.address}/api/v1/auth/login`, { method: "POST", headers, body });
  assert.equal(answer.status, 401);
  await service.stop();

  for (const end = Date.now() + 20_000; !existsSync(calls) || !readFileSync(calls, "utf8"); await wait(50))
    assert.ok(Date.now() < end, "strace tells what was called");
  const called = readFileSync(calls, "utf8")
    .match(/^ *[a-z]\w*$/gm)
    .map((name) => name.trim())
    // Between the table's head and its sum.
    .slice(1, -1);
  assert.ok(called.includes("setpriority") && called.length > 20, `${called}`);

  const allowed = systemCalls(readFileSync(UNIT, "utf8"));
  // Of these the first starts the program and the next two are its end, which no filter keeps from it; and SQLite gives
  // files away as root alone.
  const refused = called.filter(
    (name) => !allowed.has(name) && !["execve", "exit", "exit_group", "fchown"].includes(name),
  );
  assert.deepEqual(refused, []);
});

/** What the unit's filters leave, one after the other. */
function systemCalls(unit) {
  const allowed = new Set();
  for (const [, not, names] of unit.matchAll(/^SystemCallFilter=(~?)(.*)$/gm))
    for (const name of names.split(" ").flatMap(members))
      if (not) allowed.delete(name);
      else allowed.add(name);
  return allowed;
}

function members(name) {
  if (!name.startsWith("@")) return [name];
  const { said } = analyze("syscall-filter", "--no-pager", name);
  const inside = said
    .split("\n")
    .slice(1)
    .map((line) => line.trim());
  return inside.filter((line) => line && !line.startsWith("#")).flatMap(members);
}
