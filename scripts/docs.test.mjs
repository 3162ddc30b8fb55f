// That the pages which name tests, files and pages name what is there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";

const read = (file) => readFileSync(file, "utf8");
const tracked = execFileSync("git", ["ls-files"], { encoding: "utf8" }).split("\n").filter(Boolean);
const pages = tracked.filter((file) => file.endsWith(".md"));

/** The folders that the names of test files begin in. */
const BEGINNINGS = ["", "tests", "tests/api"];

const sources = tracked.filter((file) => /\.(rs|tsx?)$/.test(file)).map((file) => ({ file, text: read(file) }));

for (const page of ["docs/SECURITY.md", "tests/cases.md"]) {
  test(`every test that ${page} names is there`, () => {
    const names = [...read(page).matchAll(/`([^`\n]+)`/g)].map(([, name]) => name);
    const files = names.filter((name) => /\/.*\.(rs|tsx?)$/.test(name));
    const functions = names.filter((name) => /^[sc]\d+_\w+$/.test(name));
    assert.ok(files.length > 50 && functions.length > 10, "it names tests");

    const lost = files.filter((name) => !BEGINNINGS.some((folder) => existsSync(join(folder, name))));
    assert.deepEqual(lost, []);
    const unheard = functions.filter((name) => !sources.some(({ text }) => text.includes(`fn ${name}(`)));
    assert.deepEqual(unheard, []);
  });
}

test("every file that docs/CONTRIBUTING.md names is there, and its example is a test", () => {
  const page = read("docs/CONTRIBUTING.md");
  const names = [...page.matchAll(/`((?:api|frontend|scripts|tests|docs)\/[\w/.-]+)`/g)].map(([, name]) => name);
  assert.ok(names.length > 10);
  assert.deepEqual(
    names.filter((name) => !existsSync(name)),
    [],
  );
  const [, example] = page.match(/^```rust\n(.*?)^```$/ms);
  assert.ok(sources.some(({ text }) => text.includes(example)));
});

test("every link between pages leads somewhere", () => {
  const lost = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link]) => link)
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => !leadsSomewhere(page, link))
      .map((link) => `${page}: ${link}`),
  );
  assert.deepEqual(lost, []);
});

function leadsSomewhere(page, link) {
  const [path, fragment] = link.split("#");
  const target = path ? normalize(join(dirname(page), path)) : page;
  if (!existsSync(target)) return false;
  return !fragment || headings(target).includes(fragment);
}

/** The anchors of a page's headings, as GitHub makes them. */
function headings(page) {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );
}

test("the decisions are all listed", () => {
  const list = read("docs/ARCHITECTURE.md");
  const decisions = tracked.filter((file) => file.startsWith("docs/decisions/"));
  const title = (file) => read(file).match(/^# \d+\. (.+)$/m)[1];
  const lines = decisions.map((file) => `[${title(file)}](${file.replace("docs/", "")})`);
  assert.deepEqual(
    lines.filter((line) => !list.includes(line)),
    [],
  );
});

test("the lines of code in docs/API.md stand in the examples", () => {
  const examples = tracked.filter((file) => /^examples\/.*\.(sh|py|ts)$/.test(file)).map(read);
  const blocks = [...read("docs/API.md").matchAll(/^```(?:sh|python|ts)\n(.*?)^```$/gms)].map(([, code]) => code);
  assert.ok(blocks.length >= 5);
  for (const block of blocks)
    assert.ok(
      examples.some((example) => example.includes(block)),
      block,
    );
});
