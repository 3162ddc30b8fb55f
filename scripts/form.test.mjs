// That files have the form that .editorconfig asks for, also those that no formatter looks at.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

/** Written by programs, or by others. */
const OTHERS = /\.gen\.ts$|-lock\.json$|^Cargo\.lock$|^openapi\.yaml$|(^|\/)LICENSE-|\.(png|ico|woff2|svg|gz|br)$/;

const files = execFileSync("git", ["ls-files"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => file && !OTHERS.test(file))
  .flatMap((file) => {
    const text = readText(file);
    return text ? [{ file, text }] : [];
  });

/** A link's target is looked at where it lies; what holds a zero is no text. */
function readText(file) {
  try {
    const text = readFileSync(file, "utf8");
    return text.includes("\0") ? undefined : text;
  } catch (error) {
    if (["EISDIR", "ENOENT"].includes(error.code)) return undefined;
    throw error;
  }
}

const against = (isRight) => files.filter(({ file, text }) => !isRight(text, file)).map(({ file }) => file);

test("every file ends with one line feed, and its lines with no other sign", () => {
  assert.ok(files.length > 300);
  assert.deepEqual(
    against((text) => text.endsWith("\n") && !text.endsWith("\n\n") && !text.includes("\r")),
    [],
  );
});

test("no line ends with a blank, but in Markdown", () => {
  assert.deepEqual(
    against((text, file) => file.endsWith(".md") || !/[ \t]$/m.test(text)),
    [],
  );
});

test("nothing is indented by tabs, but the Makefile and tables", () => {
  assert.deepEqual(
    against((text, file) => file === "Makefile" || file.endsWith(".tsv") || !/^ *\t/m.test(text)),
    [],
  );
});

test("the client's package carries the licences of the whole", () => {
  const { files } = JSON.parse(readFileSync("frontend/client/package.json", "utf8"));
  for (const licence of ["LICENSE-APACHE", "LICENSE-MIT"]) {
    assert.ok(files.includes(licence), licence);
    assert.equal(readFileSync(join("frontend/client", licence), "utf8"), readFileSync(licence, "utf8"));
  }
});
