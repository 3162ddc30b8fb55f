// Runs every test runner, also after one failed, and adds up what they say.
//
//   node scripts/test.mjs [RUNNER…]
//
// The last line is `N passed, N failed`; it is also kept in target/reports/summary.
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { addUp, countCargo, countPlaywright, countTap, countVitest, sentence, settle, total } from "./counts.mjs";

const root = resolve(import.meta.dirname, "..");
const frontend = join(root, "frontend");
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
const reports = join(target, "reports");
const report = (name) => join(reports, name);

/** The longest that one command may take. */
const LIMIT_MS = 40 * 60_000;

/** Tests of the running program take the binary of this profile. */
const profile = process.env.PROFILE ?? "dev";
const binary = join(target, profile === "dev" ? "debug" : profile, "vestibule");
// With the tests beside it, so that both share what was compiled: alone it would take other features of the
// dependencies, and compile them again.
const buildBinary = { run: ["cargo", "build", "--locked", "--workspace", "--bins", "--tests", "--profile", profile] };
const buildSpa = { run: ["npm", "run", "build"], cwd: frontend };

const runners = [
  {
    name: "rust",
    steps: [
      buildBinary,
      { run: ["cargo", "test", "--locked", "--workspace", "--no-fail-fast"], keep: report("rust.txt") },
    ],
    count: () => countCargo(read("rust.txt")),
  },
  {
    // The rules hold on both engines: what asks the API is asked again, mails wait there, and it is killed, too.
    name: "postgres",
    steps: [
      buildBinary,
      {
        run: [
          ...["cargo", "test", "--locked", "--workspace", "--test", "service", "--no-fail-fast", "--"],
          ...["api::", "store::", "smtp::", "topology::", "crashes::", "cli::postgres"],
        ],
        env: { VESTIBULE_TEST_DATABASE: "postgres" },
        keep: report("postgres.txt"),
      },
    ],
    count: () => countCargo(read("postgres.txt")),
  },
  {
    name: "spa",
    steps: [
      {
        run: ["npm", "test", "--", "--reporter=default", "--reporter=json", `--outputFile.json=${report("spa.json")}`],
        cwd: frontend,
      },
    ],
    count: () => countVitest(read("spa.json")),
  },
  {
    name: "scripts",
    steps: [
      buildBinary,
      {
        run: [
          process.execPath,
          "--test",
          "--test-reporter=spec",
          "--test-reporter-destination=stdout",
          "--test-reporter=tap",
          `--test-reporter-destination=${report("scripts.tap")}`,
          ...readdirSync(join(root, "scripts"))
            .filter((file) => file.endsWith(".test.mjs"))
            .map((file) => join("scripts", file)),
        ],
        env: { VESTIBULE_BIN: binary },
      },
    ],
    count: () => countTap(read("scripts.tap")),
  },
  {
    // Each operation of the contract, called with what its schema allows and with what it doesn't.
    name: "schema",
    steps: [
      buildBinary,
      {
        run: [join(target, "schemathesis", "bin", "python"), join("tests", "schema", "run.py")],
        env: { VESTIBULE_BIN: binary, SCHEMA_REPORT: report("schema.tap") },
      },
    ],
    count: () => countTap(read("schema.tap")),
  },
  {
    name: "browser",
    steps: [
      buildBinary,
      buildSpa,
      {
        run: ["npm", "run", "e2e", "--", "--reporter=list,json"],
        cwd: frontend,
        env: { VESTIBULE_BIN: binary, PLAYWRIGHT_JSON_OUTPUT_FILE: report("browser.json") },
      },
    ],
    count: () => countPlaywright(read("browser.json")),
  },
];

function read(name) {
  return readFileSync(report(name), "utf8");
}

/** Runs one command to its end, showing what it prints; true if it succeeded. */
function run({ run: [program, ...args], cwd = root, env = {}, keep }) {
  console.log(`\n$ ${[program, ...args].join(" ")}`);
  return new Promise((done) => {
    // A group of its own, so that its end is the end of all that it started.
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    const stop = () => {
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    };
    const onInterrupt = () => {
      stop();
      process.exit(130);
    };
    process.once("SIGINT", onInterrupt).once("SIGTERM", onInterrupt);
    const timer = setTimeout(() => {
      console.log(`\nStopped: ${program} took longer than ${LIMIT_MS / 60_000} minutes.`);
      stop();
    }, LIMIT_MS);

    const kept = [];
    child.stdout.on("data", (chunk) => {
      process.stdout.write(chunk);
      if (keep) kept.push(chunk);
    });
    const end = (succeeded) => {
      clearTimeout(timer);
      process.off("SIGINT", onInterrupt).off("SIGTERM", onInterrupt);
      if (keep) writeFileSync(keep, Buffer.concat(kept));
      done(succeeded);
    };
    child.on("error", (error) => {
      console.log(`${program}: ${error.message}`);
      end(false);
    });
    child.on("close", (status) => end(status === 0));
  });
}

async function runAll({ steps, count }) {
  const since = Date.now();
  let succeeded = true;
  for (const step of steps) {
    succeeded = await run(step);
    if (!succeeded) break;
  }

  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = count();
  } catch {
    // It ended before it wrote its report, which `settle` counts.
  }
  return { ...settle(counts, succeeded), seconds: Math.round((Date.now() - since) / 1000) };
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !runners.some((runner) => runner.name === name));
if (unknown.length) {
  console.error(`No such runner: ${unknown.join(", ")}. There are ${runners.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const results = [];
for (const runner of runners.filter(({ name }) => !wanted.length || wanted.includes(name))) {
  results.push({ name: runner.name, ...(await runAll(runner)) });
}

console.log();
for (const { name, seconds, ...counts } of results) {
  const time = `${Math.floor(seconds / 60)}m ${String(seconds % 60).padStart(2, "0")}s`;
  console.log(`${name.padEnd(10)}${time.padStart(8)}   ${sentence(counts)}`);
}
const sum = addUp(results);
writeFileSync(report("summary"), `${total(sum)}\n`);
console.log(total(sum));
process.exitCode = sum.failed ? 1 : 0;
