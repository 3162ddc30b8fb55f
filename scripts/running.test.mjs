// What only a running service can tell: that the README's commands work as printed,
// and that the web server in front sends what the service sends.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { binary, startService } from "./service.mjs";

let service;

before(async () => {
  service = await startService();
});

after(() => service?.stop());

test("the README's API lines work as printed", async () => {
  const readme = readFileSync("README.md", "utf8");
  const section = readme.split(/^## /m).find((part) => part.startsWith("The API in five lines"));
  const script = [...section.matchAll(/^```sh\n(.*?)^```$/gms)]
    .map(([, block]) => block)
    .join("\n")
    .replaceAll("target/release/vestibule", binary)
    .replaceAll("http://localhost:8080", service.address);

  const { folder, env } = service;
  const { stdout } = await promisify(execFile)("bash", ["-euc", script], { cwd: folder, env });

  assert.match(stdout, /"username":"ada"/, stdout);
  assert.match(stdout, /"two_factor":\{"enabled":true/, stdout);
  assert.equal(stdout.match(/"status":"authenticated"/g)?.length, 2, stdout);
});

test("the web server in front sends the service's headers", async () => {
  const conf = readFileSync("docs/operations/headers.conf", "utf8");
  const wanted = [...conf.matchAll(/^add_header (\S+) "(.*)" always;$/gm)].map(([, name, value]) => [name, value]);
  const { headers } = await fetch(`${service.address}/`);

  for (const [name, value] of wanted.filter(([name]) => name !== "Strict-Transport-Security")) {
    assert.equal(headers.get(name), value, name);
  }
});
