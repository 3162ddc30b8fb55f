// Stands in for oathtool, which the README and the examples call, so that the tests need no such package.
import { createHmac } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const STEP_SECONDS = 30;

/** The code of a base32 secret at that time (RFC 6238). */
export function codeAt(secret, seconds) {
  const bits = [...secret].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0"));
  const key = Buffer.from(
    bits
      .join("")
      .match(/.{8}/g)
      .map((byte) => Number.parseInt(byte, 2)),
  );
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(seconds / STEP_SECONDS)));
  const mac = createHmac("sha1", key).update(step).digest();
  const code = (mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000;
  return String(code).padStart(6, "0");
}

/**
 * What `oathtool --totp --base32 [--now @SECONDS] SECRET` prints; `-` reads the secret from standard input.
 * Without `--now` each call gives the code of a further step, so that none is spent: `tally` is the file that counts.
 */
export function oathtool(args, tally) {
  const secret = args.at(-1) === "-" ? readFileSync(0, "utf8").trim() : args.at(-1);
  const now = args.indexOf("--now");
  if (now >= 0) return codeAt(secret, Number(args[now + 1].slice(1)));

  const calls = existsSync(tally) ? Number(readFileSync(tally, "utf8")) : 0;
  writeFileSync(tally, String(calls + 1));
  return codeAt(secret, Date.now() / 1000 + calls * STEP_SECONDS);
}
