// The service for tests that need it running: the real binary in a folder of its own.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

export const binary = process.env.VESTIBULE_BIN;

const STAND_IN = pathToFileURL(join(import.meta.dirname, "oathtool.mjs"));
const OATHTOOL = `#!/usr/bin/env node
import("${STAND_IN}").then(({ oathtool }) => console.log(oathtool(process.argv.slice(2), __filename + ".calls")));
`;

/**
 * Starts the service, in front of which commands find an `oathtool`, and a `sleep` that doesn't wait; with settings of
 * its own, and by a program that looks at it.
 */
export async function startService({ variables = {}, by = [] } = {}) {
  assert.ok(binary, "VESTIBULE_BIN names the binary");
  const folder = mkdtempSync(join(tmpdir(), "vestibule-"));
  const tools = join(folder, "bin");
  const pages = join(folder, "pages");
  mkdirSync(tools);
  mkdirSync(pages);
  writeFileSync(join(pages, "index.html"), "<!doctype html><title>Vestibule</title>");
  for (const [name, text] of Object.entries({ oathtool: OATHTOOL, sleep: "#!/bin/sh\n" })) {
    writeFileSync(join(tools, name), text);
    chmodSync(join(tools, name), 0o755);
  }

  const port = await freePort();
  const address = `http://localhost:${port}`;
  const outside = { HOME: folder, PATH: [tools, process.env.PATH].join(delimiter) };
  const env = {
    ...outside,
    VESTIBULE_BIND: `127.0.0.1:${port}`,
    VESTIBULE_PUBLIC_URL: address,
    ...variables,
  };
  const log = join(folder, "log");
  const [program, ...args] = [...by, binary, "serve", "--frontend-dir", pages];
  const service = spawn(program, args, {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", openSync(log, "w")],
  });
  const stop = async () => {
    if (service.exitCode === null) {
      service.kill();
      await once(service, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  };

  for (const end = Date.now() + 20_000; !(await isReady(address)); await wait(50)) {
    assert.equal(service.exitCode, null, `the service ended at once:\n${readFileSync(log, "utf8")}`);
    assert.ok(Date.now() < end, `the service didn't become ready:\n${readFileSync(log, "utf8")}`);
  }

  return {
    address,
    folder,
    /** What commands of the service need of the environment. */
    env,
    /** The same for programs that know nothing of its settings. */
    outside,
    stop,
    /** Runs a command of the binary beside the service, with `input` to read. */
    async command(args, input = "") {
      const running = promisify(execFile)(binary, args, { cwd: folder, env });
      feed(running.child, input);
      return (await running).stdout;
    },
  };
}

/** Gives a program what it may read. One that ends without reading does no harm. */
export function feed(child, input) {
  child.stdin.on("error", () => {});
  child.stdin.end(input);
}

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

async function isReady(address) {
  const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
  return answer?.ok ?? false;
}
