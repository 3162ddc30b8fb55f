import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import { expect, it } from "vitest";

const CONTRACT = resolve(import.meta.dirname, "../../../openapi.yaml");
const GENERATED = resolve(import.meta.dirname, "schema.gen.ts");

it("schema.gen.ts is current: otherwise run `npm run schema`", async () => {
  const contract = astToString(await openapiTS(await readFile(CONTRACT, "utf8")));
  const generated = await readFile(GENERATED, "utf8");
  expect(generated.endsWith(contract)).toBe(true);
});
