// What the scripts beside this one share: one way to call the API, and what to do when it refuses.
// No dependencies: Node.js brings all that it takes.
import { createHmac } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { setTimeout as wait } from "node:timers/promises";

export const URL = process.env.PORTAL_URL ?? "http://localhost:8080";
const TIMEOUT_MS = 15_000;
const STEP_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 120;
const MATTERS_OF_TIME = ["rate_limited", "overloaded", "unavailable"];

export type Method = { type: string; phone_hint?: string; remaining?: number };

export type Session = {
  status: "authenticated";
  access_token: string;
  expires_in: number;
  refresh_token: string;
  device_token?: string;
};

export type LoginOutcome =
  | Session
  | { status: "second_factor_required"; challenge_token: string; methods: Method[] }
  | { status: "enrollment_required" };

type Problem = { code: string; detail: string; request_id: string; reason?: string; retry_after?: number };

/** A refusal (RFC 9457). Programs go by `code`, people read `detail`, support asks for `request_id`. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail} (request ${problem.request_id})`);
    this.problem = problem;
  }
}

export class Portal {
  accessToken: string | undefined;
  #servedAt = 0;

  /** Makes a call; the answer's body. Throws a `Refusal` where it is refused. */
  async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const headers = new Headers({ Accept: "application/json" });
    if (body) headers.set("Content-Type", "application/json");
    if (this.accessToken) headers.set("Authorization", `Bearer ${this.accessToken}`);

    const answer = await fetch(`${URL}/api/v1${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });

    this.#servedAt = Date.parse(answer.headers.get("Date") ?? "") / 1000;
    const text = await answer.text();
    const told = text ? JSON.parse(text) : undefined;
    if (!answer.ok) throw new Refusal(told);
    return told;
  }

  /** `use(code)` with the app's code. One that was used already is no fault: the next one comes soon. */
  async withAppCode<Answer>(secret: string, use: (code: string) => Promise<Answer>): Promise<Answer> {
    const servedAt = this.#servedAt;
    try {
      return await use(totp(secret, servedAt));
    } catch (error) {
      if (!(error instanceof Refusal && error.problem.reason === "already_used")) throw error;
      await wait((error.problem.retry_after ?? STEP_SECONDS) * 1000);
      return use(totp(secret, servedAt + STEP_SECONDS));
    }
  }

  /** The code in the newest text. In development that lies in the outbox; elsewhere somebody types it. */
  async textedCode(): Promise<string> {
    type Message = { channel: "sms" | "mail"; body: string };
    try {
      const { items } = await this.call<{ items: Message[] }>("GET", "/outbox");
      return (
        items
          .find(({ channel }) => channel === "sms")
          ?.body.split("#")
          .at(-1) ?? ""
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const terminal = createInterface({ input: process.stdin, output: process.stdout });
      const typed = await terminal.question("The code from the text: ");
      terminal.close();
      return typed;
    }
  }
}

/**
 * `make()`, again after the wait where a limit was reached: nothing was compared then, so nothing is lost.
 * A long wait is for people to decide about.
 */
export async function afterWaiting<Answer>(make: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await make();
    } catch (error) {
      if (!(error instanceof Refusal && MATTERS_OF_TIME.includes(error.problem.code))) throw error;
      const seconds = error.problem.retry_after ?? 1;
      if (seconds > LONGEST_WAIT_SECONDS) throw error;
      await wait(seconds * 1000);
    }
  }
}

/** What an authenticator app shows at that time (RFC 6238). */
function totp(secret: string, at: number): string {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / STEP_SECONDS)));
  const digest = createHmac("sha1", decodeBase32(secret)).update(step).digest();
  const number = digest.readUInt32BE(digest.readUInt8(digest.length - 1) & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

function decodeBase32(text: string): Buffer {
  const bits = [...text].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter));
  const digits = bits.map((five) => five.toString(2).padStart(5, "0")).join("");
  return Buffer.from((digits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
