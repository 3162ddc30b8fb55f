// Fails the build when the scripts that the log-in page needs outgrow their budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_BYTES = 140 * 1024;
const FIRST_PAGE = "index.html";
const DIST = new URL("../dist/", import.meta.url);

const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", DIST), "utf8"));

/** A reader loads one language; the longest one must fit too. */
const LANGUAGES = ["src/lib/messages/en.ts", "src/lib/messages/de.ts"];

function collect(key, files) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The build's manifest has no ${key}: name the first page's chunks anew.`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) collect(imported, files);
}

for (const language of LANGUAGES) {
  const files = new Set();
  for (const key of [FIRST_PAGE, language]) collect(key, files);
  const size = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, DIST))).length, 0);
  const told = `First page with ${language}: ${(size / 1024).toFixed(1)} KB of gzipped script in ${files.size} files, of ${BUDGET_BYTES / 1024} KB allowed.`;
  if (size > BUDGET_BYTES) {
    console.error(told);
    process.exit(1);
  }
  console.log(told);
}
