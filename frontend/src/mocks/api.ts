import { readFileSync } from "node:fs";
import { expect, vi } from "vitest";
import type { paths } from "@/api/schema";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Operation = `${Method} ${keyof paths & string}`;

export interface SentCall {
  readonly operation: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly headers: Headers;
}

type Reply = (call: SentCall) => Response | Promise<Response>;

/** Where Vitest says that the pages' own files are. */
const OWN_FILES = "/src/";

/** Stands in for the API: answers what a test names, keeps what was sent, and fails on anything else. */
export function mockApi(replies: Partial<Record<Operation, Reply>>): SentCall[] {
  const sent: SentCall[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, searchParams: query } = new URL(request.url);
    if (pathname.startsWith(OWN_FILES)) return new Response(new Uint8Array(readFileSync(`.${pathname}`)));
    const address = `${request.method} ${pathname}`;
    const operation = Object.keys(replies).find((template) => answersTo(template, address)) ?? address;
    const text = await request.text();
    const call = {
      operation,
      path: pathname,
      query,
      body: text ? JSON.parse(text) : undefined,
      headers: request.headers,
    };
    const reply = replies[operation as Operation];
    expect(reply, `unmocked request: ${operation}`).toBeDefined();
    sent.push(call);
    return reply?.(call) ?? new Response();
  });
  return sent;
}

/** Whether an operation such as `GET /api/v1/team/users/{id}` has this address. */
function answersTo(template: string, address: string): boolean {
  return new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(address);
}

export function json(status: number, body: unknown): Response {
  return Response.json(body, { status });
}

export function noContent(): Response {
  return new Response(null, { status: 204 });
}

/** An answer without a body, for what goes on after it. */
export function accepted(): Response {
  return new Response(null, { status: 202 });
}

/** A problem document. */
export function problem(status: number, code: string, added: object = {}): Response {
  return json(status, {
    type: "about:blank",
    title: code,
    status,
    detail: code,
    code,
    request_id: "r",
    ...added,
  });
}
