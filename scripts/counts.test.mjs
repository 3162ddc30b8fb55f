import assert from "node:assert/strict";
import { test } from "node:test";
import { addUp, countCargo, countPlaywright, countTap, countVitest, sentence, settle, total } from "./counts.mjs";

const NOTHING = { passed: 0, failed: 0, skipped: 0 };

test("cargo's programs are added up, doc tests included", () => {
  const text = [
    "running 3 tests",
    "test totp::tests::a_code_works_once ... ok",
    "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
    "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s",
    "   Doc-tests vestibule_domain",
    "test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.52s",
  ].join("\n");
  assert.deepEqual(countCargo(text), { passed: 8, failed: 2, skipped: 1 });
  assert.deepEqual(countCargo("error: could not compile `vestibule`"), NOTHING);
});

test("a file that Vitest couldn't load is a failure", () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: "passed", assertionResults: [{}, {}] },
      { status: "failed", assertionResults: [{}] },
      { status: "failed", assertionResults: [] },
    ],
  };
  assert.deepEqual(countVitest(JSON.stringify(report)), { passed: 5, failed: 2, skipped: 2 });
});

test("Playwright's second tries count as passed", () => {
  const report = { stats: { expected: 6, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] };
  assert.deepEqual(countPlaywright(JSON.stringify(report)), { passed: 7, failed: 1, skipped: 2 });
});

test("TAP's last lines are read", () => {
  const text = "ok 1 - a\n1..3\n# tests 3\n# pass 1\n# fail 1\n# cancelled 1\n# skipped 0\n# todo 0\n";
  assert.deepEqual(countTap(text), { passed: 1, failed: 2, skipped: 0 });
});

test("a runner that fell over, or ran nothing, is a failure", () => {
  assert.equal(settle(NOTHING, true).failed, 1);
  assert.equal(settle(NOTHING, false).failed, 1);
  assert.equal(settle({ ...NOTHING, passed: 3 }, false).failed, 1);
  assert.equal(settle({ ...NOTHING, passed: 3, failed: 2 }, false).failed, 2);
  assert.equal(settle({ ...NOTHING, passed: 3 }, true).failed, 0);
});

test("the sum is one line of two numbers, and a runner's line names what was skipped", () => {
  const one = { passed: 2, failed: 1, skipped: 0 };
  assert.equal(sentence(addUp([one, one])), "4 passed, 2 failed");
  const both = addUp([one, { ...one, skipped: 3 }]);
  assert.equal(sentence(both), "4 passed, 2 failed, 3 skipped");
  assert.equal(total(both), "4 passed, 2 failed");
});
