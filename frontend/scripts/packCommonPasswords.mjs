// Packs the common passwords that the service refuses (rule S19) for the pages that judge while people type.
//
// Each line begins with a character that says how many characters it shares with the line before it:
// "0" for none, "1" for one, and so on through ASCII. The whole is deflated.
import { readFileSync, writeFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";

const LIST = new URL("../../api/domain/data/common-passwords.txt", import.meta.url);
const PACKED = new URL("../src/features/password/commonPasswords.bin", import.meta.url);
const NONE = "0".charCodeAt(0);
const MOST = "~".charCodeAt(0) - NONE;

function shared(line, before) {
  let count = 0;
  while (count < MOST && count < line.length && line[count] === before[count]) count += 1;
  return count;
}

const lines = readFileSync(LIST, "utf8").split("\n").filter(Boolean);
const packed = lines.map((line, at) => {
  const count = shared(line, lines[at - 1] ?? "");
  return String.fromCharCode(NONE + count) + line.slice(count);
});
const bytes = deflateRawSync(packed.join("\n"), { level: 9 });
writeFileSync(PACKED, bytes);
console.log(`${lines.length} passwords in ${(bytes.length / 1024).toFixed(0)} KB.`);
