import { createHmac } from "node:crypto";

const STEP_SECONDS = 30;
const DIGITS = 6;

/** Codes this many steps away mean nothing to the service. */
const FAR_STEPS = 20;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A code handed out so late in its step would be another step's by the time it arrives. */
const MARGIN_SECONDS = 5;

/** An authenticator app (RFC 6238) that knows its key from the QR code alone. */
export class Authenticator {
  private lastStep = 0;

  private constructor(private readonly key: Buffer) {}

  static fromUri(uri: string): Authenticator {
    const secret = new URL(uri).searchParams.get("secret");
    if (!secret) throw new Error(`No secret in ${uri}`);
    return new Authenticator(decodeBase32(secret));
  }

  /**
   * A code that wasn't used yet. The service takes one step to either side, each once and in rising order, so
   * three codes come at once, and only the fourth waits for the clock.
   */
  async nextCode(): Promise<string> {
    for (;;) {
      const earliest = stepAt(Date.now() / 1000 + MARGIN_SECONDS) - 1;
      const latest = stepAt(Date.now() / 1000) + 1;
      const step = Math.max(earliest, this.lastStep + 1);
      if (step <= latest) {
        this.lastStep = step;
        return this.codeAt(step);
      }
      await new Promise((later) => setTimeout(later, 500));
    }
  }

  /** A code that is nobody's just now: neither one that is taken nor one of a slow clock. */
  wrongCode(): string {
    const now = stepAt(Date.now() / 1000);
    const near = new Set(
      Array.from({ length: 2 * FAR_STEPS }, (_, place) => this.codeAt(now - FAR_STEPS + place)),
    );
    for (let code = 111_111; ; code += 1) {
      if (!near.has(String(code))) return String(code);
    }
  }

  private codeAt(step: number): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const hash = createHmac("sha1", this.key).update(counter).digest();
    const offset = hash.readUInt8(hash.length - 1) & 0x0f;
    const number = hash.readUInt32BE(offset) & 0x7fff_ffff;
    return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
  }
}

function stepAt(seconds: number): number {
  return Math.floor(seconds / STEP_SECONDS);
}

function decodeBase32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
