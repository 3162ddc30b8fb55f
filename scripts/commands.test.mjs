// That every command which a page prints is run, here or elsewhere, or that it is said why it can't be.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { binary } from "./service.mjs";

const read = (file) => readFileSync(file, "utf8");
const tracked = execFileSync("git", ["ls-files"], { encoding: "utf8" }).split("\n").filter(Boolean);
const root = resolve(".");
const own = /^(?:vestibule |(?=(?:user|team|keys|config|activity) [a-z-]+))/;
const variables = /^(?:[A-Z_]+=\S+ )+/;

/** What a page leaves to its reader. */
const FILLED_IN = [
  [/ U\b/g, " grace"],
  ["…", "--username grace --name Grace --email grace@example.com"],
  [/vX\.Y\.Z/g, "HEAD"],
  [/\/etc\/vestibule/g, "."],
];

/** What stands in for programs that want root. */
const STAND_INS = {
  sudo: '#!/bin/sh\nexec "$@"\n',
  chown: "#!/bin/sh\n",
  id: "#!/bin/sh\necho 0\n",
};

/** Targets that no run of everything makes. */
const TARGETS = {
  setup: "`make test` brings all of it by the same script",
  run: "its build and `serve` are what the tests' browser is served by; a release takes minutes",
  bench: "it takes half an hour and a quiet machine; `make lint` compiles it",
  profile: "it wants the machine's counters, which a container seldom has; `make lint` compiles it",
  soak: "it takes hours; the same tests run briefly in `make test`",
  check: "each of its lines is part of `make lint` or `make test`",
  openapi: "`make test` compares what it writes with what is there",
  screens: "it writes pictures; `make test` takes the same journeys without them",
};

/** Which commands there are, and how each is held: the first that fits counts. */
const RULES = [
  [own, (command, page) => runs(command.replace(own, "vestibule "), page)],
  [/^make help$/, (command) => runs(command, { cwd: root, env: process.env })],
  [/^make hooks$/, (_, page) => runs(`git init --quiet . && make -f ${root}/Makefile hooks`, page)],
  [/^make /, isTarget],
  [/^\.ci\/run$/, () => holds(read(".github/workflows/ci.yml").includes("run: .ci/run"), "CI runs it")],
  [/^cargo test /, namesTests],
  [/^cargo (check|deny) /, "`make lint` and `make test` look at the same, more strictly"],
  [/^cargo build --locked --release /, "`make run` says the same; it takes a quarter of an hour"],
  [/^npm run /, isScript],
  [/^npm pack /, isWorkspace],
  [/^npm audit /, "it asks the registry, whose answer changes from day to day"],
  [/^npx tsx$/, "it comes from the registry; examples.test.mjs takes the types off by other means"],
  [/^(echo .* \| )?((python3|node) )?examples\//, isExample],
  [/^git diff /, (command) => runs(command, { cwd: root, env: process.env })],
  [/^openssl rand /, runs],
  [/^sqlite3 /, runs],
  [/^sudo docker\/make-secrets /, makesSecrets],
  [/^(sudo )?docker compose /, "it wants containers; `make lint` looks at the file where there is Docker"],
  [/^adduser /, "it wants a machine that may be changed"],
  [/^sudo -u vestibule vestibule doctor /, "tests/cli/doctor.rs runs it, as a user who is there"],
  [/^(sudo -u postgres )?(createuser|createdb) /, "it wants a PostgreSQL of its own, and is that program's own affair"],
  [/^(rm|cp|pg_dump|pg_restore) /, isOfCopies],
  [/^valgrind /, "it counts for minutes what is looked at by eye; nothing else here needs valgrind"],
  [/^systemctl /, "it wants a machine with systemd that may be changed"],
];

const idle = new Set(RULES);
const pages = tracked.filter((file) => file.endsWith(".md") && commandsOf(file).length > 0);
let folder;
let tools;

before(() => {
  assert.ok(binary, "VESTIBULE_BIN names the binary");
  folder = mkdtempSync(join(tmpdir(), "vestibule-commands-"));
  tools = join(folder, "bin");
  mkdirSync(tools);
  symlinkSync(resolve(binary), join(tools, "vestibule"));
  for (const [name, text] of Object.entries(STAND_INS)) {
    writeFileSync(join(tools, name), text);
    chmodSync(join(tools, name), 0o755);
  }
});

after(() => folder && rmSync(folder, { recursive: true, force: true }));

for (const name of pages) {
  test(`the commands of ${name} are run`, () => {
    const cwd = mkdtempSync(join(folder, "page-"));
    const page = { name, cwd, env: { HOME: cwd, PATH: [tools, process.env.PATH].join(delimiter) } };
    // What a page tells is told of a service that was started before.
    runs("vestibule team list", page);
    for (const command of commandsOf(name)) {
      const rule = RULES.find(([pattern]) => pattern.test(command.replace(variables, "")));
      assert.ok(
        rule,
        `${name} says \`${command}\`, which nothing runs. Give it a line in RULES of scripts/commands.test.mjs ` +
          "that runs it, or that says why it can't be run.",
      );
      idle.delete(rule);
      const [, how] = rule;
      if (typeof how === "function") how(command, page);
    }
  });
}

test("every rule is there for a command that a page has", () => {
  assert.ok(pages.length > 5);
  assert.deepEqual(
    [...idle].map(([pattern]) => String(pattern)),
    [],
  );
});

/** What makes a copy and brings it back is read from the page by a test that does both. */
function isOfCopies(command) {
  const [beginning] = command.match(/^\S+ /);
  holds(read("tests/cli/copies.rs").includes(`documented("${beginning}`), `tests/cli/copies.rs runs ${beginning}`);
}

/** The commands of a page, in its order, each once. */
function commandsOf(page) {
  const text = read(page)
    // running.test.mjs runs this part of the README whole, and docs.test.mjs finds these blocks in the examples.
    .replace(page === "README.md" ? /^## The API in five lines$.*?^## /ms : "", "")
    .replace(page === "docs/API.md" ? /^```sh\n.*?^```$/gms : "", "");
  const found = text.matchAll(/^ *```(\w*)\n(.*?)^ *```$|(?<=\n\n)((?: {4}\S[^\n]*\n)+)|`([^`\n]+)`/gms);
  const commands = [...found].flatMap(([, language, block, indented, span]) => {
    if (span) return isCommand(span) ? [span] : [];
    if (block && !["", "sh", "shell", "bash"].includes(language)) return [];
    return (block ?? indented)
      .replaceAll("\\\n", " ")
      .split(/\n| && /)
      .map((line) => line.replace(/(^|\s+)# .*/, "").trim())
      .filter((line) => line && !/[─│└]/.test(line));
  });
  return [...new Set(commands)];
}

/** Whether what stands between backticks is to be typed, by its first word or by an option in it. */
function isCommand(span) {
  const words = span.replace(variables, "");
  const program =
    /^(make|cargo|np[mx]|node|python3|git|sudo|docker|sqlite3|openssl|systemctl|curl|psql|create\w+) \S/;
  const script = /^(\.ci|scripts|docker|examples)\/\S+/.exec(words)?.[0];
  if (script && tracked.includes(script))
    return execFileSync("git", ["ls-files", "-s", script]).toString().startsWith("100755");
  return (
    own.test(words) || program.test(words) || words === "pg_dump" || /^[a-z][\w-]* (.* )?--?[a-z]/.test(words)
  );
}

function holds(truth, what) {
  assert.ok(truth, what);
}

/** Runs a command to its end, which has to be a good one. */
function runs(command, { cwd, env }) {
  const filled = FILLED_IN.reduce((text, [blank, filling]) => text.replaceAll(blank, filling), command);
  const input = "seven quiet lanterns by the harbour\n";
  const { status, stdout, stderr } = spawnSync("bash", ["--norc", "-euc", filled], {
    cwd,
    env,
    input,
    encoding: "utf8",
  });
  assert.equal(status, 0, `\`${filled}\` ended with ${status}:\n${stdout}${stderr}`);
}

function isTarget(command) {
  areRead(command);
  const words = command.replace(variables, "");
  runs(words.replace("make", "make --dry-run"), { cwd: root, env: process.env });

  const target = words.split(" ")[1];
  const isRun = new RegExp(`^make ${target}\\b`, "m").test(read(".ci/run"));
  holds(isRun || TARGETS[target], `\`make ${target}\` is no part of .ci/run: TARGETS has to say why`);

  const runners = /ONLY="?([\w ]+)/.exec(words)?.[1].split(" ") ?? [];
  for (const runner of runners)
    holds(read("scripts/test.mjs").includes(`name: "${runner}"`), `a runner ${runner}`);
}

/** Holds that the tests read the variables which a command is given. */
function areRead(command) {
  const sources = tracked.filter(
    (file) => /^(tests|scripts)\/.*\.(rs|mjs|py|ts)$/.test(file) && !file.includes("commands"),
  );
  for (const [, name] of (variables.exec(command)?.[0] ?? "").matchAll(/([A-Z_]+)=/g))
    holds(
      sources.some((file) => read(file).includes(name)),
      `${name} is read`,
    );
}

/** `make test` runs all tests; a page names a part of them, which has to be there. */
function namesTests(command) {
  areRead(command);
  const part = command.split(" ").at(-1).replaceAll("::", "/");
  const isThere = tracked.some(
    (file) => file.startsWith(`tests/${part}/`) || `/${file}`.endsWith(`/${part}.rs`),
  );
  holds(isThere, `\`${command}\` runs no test: there is no ${part}`);
}

function isScript(command) {
  const { scripts } = JSON.parse(read("frontend/package.json"));
  const name = command.split(" ")[2];
  holds(scripts[name], `frontend/package.json has no script ${name}`);
}

function isWorkspace(command) {
  const { workspaces } = JSON.parse(read("frontend/package.json"));
  holds(
    workspaces.includes(command.split("--workspace ")[1]),
    `\`${command}\` names a workspace of frontend`,
  );
}

function isExample(command) {
  const file = command.match(/examples\/(\S+)/)[1];
  const compiled = file.replace(/^typescript\/(.*)\.ts$/, "$1.js");
  holds(tracked.includes(`examples/${file}`), `examples/${file} is there`);
  holds(read("scripts/examples.test.mjs").includes(compiled), `examples.test.mjs runs ${file}`);
}

/** Runs it on a copy, where files keep their owner, and looks whether the settings that it makes are good ones. */
function makesSecrets(command, page) {
  mkdirSync(join(page.cwd, "docker", "secrets"), { recursive: true });
  cpSync("docker/make-secrets", join(page.cwd, "docker", "make-secrets"));
  runs(command, page);
  runs("vestibule config check --config docker/secrets/vestibule.toml", page);
}
