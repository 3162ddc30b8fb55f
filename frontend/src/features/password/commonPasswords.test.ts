import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fold } from "@/lib/fold";
import { unpack } from "./commonPasswords";

const read = (path: string) => readFileSync(new URL(path, import.meta.url));

it("is the service's own list, packed: after a change run `npm run common-passwords`", async () => {
  const lines = read("../../../../api/domain/data/common-passwords.txt")
    .toString()
    .split("\n")
    .filter(Boolean);

  const packed = await unpack(new Blob([read("./commonPasswords.bin")]));

  expect([...packed]).toEqual(lines);
});

it("holds passwords in the form in which they are looked up", () => {
  const lines = read("../../../../api/domain/data/common-passwords.txt").toString().split("\n");

  expect(lines.filter((line) => fold(line) !== line)).toEqual([]);
});
