// What only a running service can tell: that the README's commands work as printed,
// and that the web server in front sends what the service sends.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

const binary = process.env.VESTIBULE_BIN;
const folder = mkdtempSync(join(tmpdir(), "vestibule-"));
const tools = join(folder, "bin");
const pages = join(folder, "pages");
let address;
let env;
let service;

/** Stands in for oathtool: each call gives the code of a further step, so that none is spent. */
const OATHTOOL = `#!/usr/bin/env node
const { createHmac } = require("node:crypto");
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const tally = __filename + ".calls";
const calls = existsSync(tally) ? Number(readFileSync(tally, "utf8")) : 0;
writeFileSync(tally, String(calls + 1));
const bits = [...process.argv.at(-1)].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0"));
const key = Buffer.from(bits.join("").match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
const step = Buffer.alloc(8);
step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + calls));
const mac = createHmac("sha1", key).update(step).digest();
const code = (mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000;
console.log(String(code).padStart(6, "0"));
`;

function tool(name, text) {
  writeFileSync(join(tools, name), text);
  chmodSync(join(tools, name), 0o755);
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

async function isReady() {
  const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
  return answer?.ok ?? false;
}

before(async () => {
  assert.ok(binary, "VESTIBULE_BIN names the binary");
  mkdirSync(tools);
  mkdirSync(pages);
  writeFileSync(join(pages, "index.html"), "<!doctype html><title>Vestibule</title>");
  tool("oathtool", OATHTOOL);
  tool("sleep", "#!/bin/sh\n");

  const port = await freePort();
  address = `http://localhost:${port}`;
  env = {
    HOME: folder,
    PATH: [tools, process.env.PATH].join(delimiter),
    VESTIBULE_BIND: `127.0.0.1:${port}`,
    VESTIBULE_PUBLIC_URL: address,
  };
  service = spawn(binary, ["serve", "--frontend-dir", pages], { cwd: folder, env, stdio: "inherit" });
  for (const end = Date.now() + 20_000; !(await isReady()); await wait(50)) {
    assert.equal(service.exitCode, null, "the service ended at once");
    assert.ok(Date.now() < end, "the service didn't become ready");
  }
});

after(async () => {
  if (service?.exitCode === null) {
    service.kill();
    await once(service, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
});

test("the README's API lines work as printed", async () => {
  const readme = readFileSync("README.md", "utf8");
  const section = readme.split(/^## /m).find((part) => part.startsWith("The API in five lines"));
  const script = [...section.matchAll(/^```sh\n(.*?)^```$/gms)]
    .map(([, block]) => block)
    .join("\n")
    .replaceAll("target/release/vestibule", binary)
    .replaceAll("http://localhost:8080", address);

  const { stdout } = await promisify(execFile)("bash", ["-euc", script], { cwd: folder, env });

  assert.match(stdout, /"username":"ada"/, stdout);
  assert.match(stdout, /"two_factor":\{"enabled":true/, stdout);
  assert.equal(stdout.match(/"status":"authenticated"/g)?.length, 2, stdout);
});

test("the web server in front sends the service's headers", async () => {
  const conf = readFileSync("docs/operations/headers.conf", "utf8");
  const wanted = [...conf.matchAll(/^add_header (\S+) "(.*)" always;$/gm)].map(([, name, value]) => [name, value]);
  const { headers } = await fetch(`${address}/`);

  for (const [name, value] of wanted.filter(([name]) => name !== "Strict-Transport-Security")) {
    assert.equal(headers.get(name), value, name);
  }
});
