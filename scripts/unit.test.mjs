// That the unit for systemd is one that systemd takes, and that it leaves the service little to do harm with.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

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
