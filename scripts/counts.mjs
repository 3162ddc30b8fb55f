// How many tests a runner's report says passed, failed and were skipped.

/** What `cargo test` prints: a line of counts for each of its programs. */
export function countCargo(text) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [, passed, failed, skipped] of text.matchAll(
    /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm,
  )) {
    sum.passed += Number(passed);
    sum.failed += Number(failed);
    sum.skipped += Number(skipped);
  }
  return sum;
}

/** Vitest's JSON report. A file that couldn't be loaded holds no test, and counts as one that failed. */
export function countVitest(text) {
  const report = JSON.parse(text);
  const unloaded = report.testResults.filter((file) => file.status === "failed" && !file.assertionResults.length);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Playwright's JSON report. */
export function countPlaywright(text) {
  const { stats } = JSON.parse(text);
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

/** The end of what Node's test runner writes in TAP. */
export function countTap(text) {
  const count = (word) => Number(text.match(new RegExp(`^# ${word} (\\d+)$`, "m"))?.[1] ?? 0);
  return {
    passed: count("pass"),
    failed: count("fail") + count("cancelled"),
    skipped: count("skipped") + count("todo"),
  };
}

/** A runner that failed without saying where, or ran nothing, counts as one test that failed. */
export function settle(counts, succeeded) {
  const ranNothing = counts.passed + counts.failed === 0;
  const failedUntold = !succeeded && counts.failed === 0;
  return ranNothing || failedUntold ? { ...counts, failed: counts.failed + 1 } : counts;
}

/** All runners' counts in one. */
export function addUp(all) {
  const add = (kind) => all.reduce((sum, counts) => sum + counts[kind], 0);
  return { passed: add("passed"), failed: add("failed"), skipped: add("skipped") };
}

/** The last line of all: `3 passed, 0 failed`, and nothing else. */
export function total({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/** A runner's line: its counts, and what was skipped where something was. */
export function sentence({ passed, failed, skipped }) {
  return `${total({ passed, failed })}${skipped ? `, ${skipped} skipped` : ""}`;
}
