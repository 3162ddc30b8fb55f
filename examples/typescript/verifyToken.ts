// Checks an access token as a service does that relies on it: reads it from standard input, prints whose it is.
// PORTAL_AUDIENCE is what `aud` must say; left out, it is PORTAL_URL, as in the service.
import { createPublicKey, type JsonWebKey, type KeyObject, verify } from "node:crypto";
import { text } from "node:stream/consumers";

const ISSUER = process.env.PORTAL_URL ?? "http://localhost:8080";
const AUDIENCE = process.env.PORTAL_AUDIENCE ?? ISSUER;
/** Two clocks may differ by this. */
const LEEWAY_SECONDS = 5;
const KEEP_MS = 300_000;
const ASK_AGAIN_MS = 10_000;

type Claims = {
  iss: string;
  aud: string;
  exp: number;
  sub: string;
  role: string;
  amr: string[];
  acr: string;
};

/** The service's keys, kept for five minutes. A `kid` that isn't among them asks anew, but seldom. */
class Keys {
  #keys = new Map<string, KeyObject>();
  #askedAt = Number.NEGATIVE_INFINITY;

  async find(kid: string): Promise<KeyObject> {
    const age = performance.now() - this.#askedAt;
    if (age > KEEP_MS || (!this.#keys.has(kid) && age > ASK_AGAIN_MS)) await this.#ask();
    const key = this.#keys.get(kid);
    if (!key) throw new Error("signed by a key that the service doesn't show");
    return key;
  }

  async #ask() {
    const answer = await fetch(`${ISSUER}/.well-known/jwks.json`, { signal: AbortSignal.timeout(15_000) });
    if (!answer.ok) throw new Error(`the keys can't be read: ${answer.status}`);
    const { keys } = (await answer.json()) as { keys: (JsonWebKey & { kid: string })[] };
    const ours = keys.filter(({ kty, crv }) => kty === "OKP" && crv === "Ed25519");
    this.#keys = new Map(ours.map((key) => [key.kid, createPublicKey({ key, format: "jwk" })]));
    this.#askedAt = performance.now();
  }
}

/** What the token says, if it is to be believed. */
async function claimsOf(token: string, keys: Keys): Promise<Claims> {
  const [head, claims, signature] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token)?.slice(1) ?? [];
  if (!head || !claims || !signature) throw new Error("that is no signed token");

  // The kind first: nothing but this one is taken, whatever else the token says of itself.
  const { alg, typ, kid } = parse<{ alg: string; typ: string; kid: string }>(head);
  if (alg !== "EdDSA" || typ !== "at+jwt") throw new Error("another kind of token");

  const signed = Buffer.from(`${head}.${claims}`);
  if (!verify(null, signed, await keys.find(kid), Buffer.from(signature, "base64url"))) {
    throw new Error("the signature is wrong");
  }

  // The service signed it, so the claims have their shape. By whom, for whom, until when?
  const told = parse<Claims>(claims);
  if (told.iss !== ISSUER) throw new Error("by another issuer");
  if (told.aud !== AUDIENCE) throw new Error("for another audience");
  if (told.exp + LEEWAY_SECONDS <= Date.now() / 1000) throw new Error("expired");
  return told;
}

function parse<Told>(part: string): Told {
  return JSON.parse(Buffer.from(part, "base64url").toString());
}

async function main() {
  const { sub, role, amr, acr } = await claimsOf((await text(process.stdin)).trim(), new Keys());
  console.log(`${sub}, ${role}, proven by ${amr.join(" and ")} (${acr})`);
}

main().catch((error) => {
  console.error(`refused: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
