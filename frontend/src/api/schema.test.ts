import { readFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import { expect, it } from "vitest";

const CONTRACT = new URL("../../../openapi.yaml", import.meta.url);
const GENERATED = new URL("./schema.gen.ts", import.meta.url);

it("schema.gen.ts is current: otherwise run `npm run schema`", async () => {
  const contract = astToString(await openapiTS(await readFile(CONTRACT, "utf8")));
  const generated = await readFile(GENERATED, "utf8");
  expect(generated.endsWith(contract)).toBe(true);
});
