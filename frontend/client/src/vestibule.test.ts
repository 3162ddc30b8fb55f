import { expect, it } from "vitest";
import { call } from "./call.js";
import { problemOf, Unreachable } from "./problem.js";
import { createVestibule } from "./vestibule.js";

const OPENED = {
  status: "authenticated",
  access_token: "first",
  refresh_token: "refresh-1",
  token_type: "Bearer",
  expires_in: 300,
  refresh_expires_in: 3600,
  user: { id: "alice" },
};
const CHALLENGE = {
  status: "second_factor_required",
  challenge_token: "challenge",
  methods: [{ type: "totp" }],
};
const PASSWORD = { username: "alice", password: "lanterns" };

type Reply = (body: Record<string, unknown>, headers: Headers) => Response | Promise<Response>;

/** A client of a service that answers what a test names, and what was sent to that. */
function connect(replies: Record<string, Reply>) {
  const sent: string[] = [];
  const vestibule = createVestibule({
    baseUrl: "https://portal.example",
    fetch: async (request) => {
      const operation = `${request.method} ${new URL(request.url).pathname.replace("/api/v1", "")}`;
      sent.push(operation);
      const text = await request.text();
      const reply = replies[operation];
      if (!reply) throw new Error(`unmocked request: ${operation}`);
      return reply(text ? JSON.parse(text) : {}, request.headers);
    },
  });
  return { vestibule, sent, me: () => call(vestibule.client.GET("/api/v1/me")) };
}

const json = (status: number, body: object) => Response.json(body, { status });
const refused = (status: number, code: string, more = {}) =>
  json(status, { code, status, detail: code, ...more });

/** Answers who holds that access token. */
const meFor =
  (token: string): Reply =>
  (_, headers) =>
    headers.get("Authorization") === `Bearer ${token}`
      ? json(200, { id: "alice" })
      : refused(401, "invalid_token");

it("logs in with a second factor, and calls in the session that this opened", async () => {
  const asked: unknown[] = [];
  const { vestibule, me } = connect({
    "POST /auth/login": (body) => {
      asked.push(body);
      return json(200, CHALLENGE);
    },
    "POST /auth/verify": (body) => {
      asked.push(body);
      return json(200, OPENED);
    },
    "GET /me": meFor("first"),
  });

  const outcome = await vestibule.logIn(PASSWORD);
  if (outcome.status !== "second_factor_required") throw new Error(outcome.status);
  expect(vestibule.session.current()).toBeUndefined();
  await vestibule.verify({ challenge_token: outcome.challenge_token, code: "123456" });

  await expect(me()).resolves.toEqual({ id: "alice" });
  expect(asked).toEqual([
    { ...PASSWORD, transport: "bearer" },
    { challenge_token: "challenge", code: "123456", transport: "bearer" },
  ]);
});

it("exchanges the refresh token once for all calls that wait, and each time the newest", async () => {
  const exchanged: unknown[] = [];
  let good = "second";
  const { vestibule, sent, me } = connect({
    "POST /auth/login": () => json(200, OPENED),
    "POST /auth/refresh": (body) => {
      exchanged.push(body.refresh_token);
      return json(200, { ...OPENED, access_token: good, refresh_token: `refresh-${exchanged.length + 1}` });
    },
    "GET /me": (body, headers) => meFor(good)(body, headers),
  });
  await vestibule.logIn(PASSWORD);

  await Promise.all([me(), me(), me()]);
  expect(sent.filter((operation) => operation === "POST /auth/refresh")).toHaveLength(1);
  good = "third";
  await me();

  expect(exchanged).toEqual(["refresh-1", "refresh-2"]);
});

it("forgets a session that can't be renewed, and hands the refusal on", async () => {
  const { vestibule, me } = connect({
    "POST /auth/login": () => json(200, OPENED),
    "POST /auth/refresh": () => refused(401, "invalid_token", { reason: "ended" }),
    "GET /me": meFor("second"),
  });
  await vestibule.logIn(PASSWORD);

  const error = await me().catch((error: unknown) => error);

  expect(problemOf(error, "invalid_token")).toBeDefined();
  expect(vestibule.session.current()).toBeUndefined();
});

it("asks for nothing where there is no refresh token to exchange", async () => {
  const { vestibule, sent } = connect({});
  await vestibule.refresh();
  expect(sent).toEqual([]);
});

it("ends the session at the service, and then here", async () => {
  const { vestibule } = connect({
    "POST /auth/login": () => json(200, OPENED),
    "POST /auth/logout": (_, headers) =>
      headers.get("Authorization") === "Bearer first"
        ? new Response(null, { status: 204 })
        : refused(401, "invalid_token"),
  });
  await vestibule.logIn(PASSWORD);
  await vestibule.logOut();
  expect(vestibule.session.current()).toBeUndefined();
});

it("holds the token of a set-up that is required, and never exchanges that", async () => {
  const { vestibule, sent, me } = connect({
    "POST /auth/login": () =>
      json(200, { status: "enrollment_required", access_token: "setup", expires_in: 900 }),
    "GET /me": meFor("another"),
  });

  await vestibule.logIn(PASSWORD);
  expect(vestibule.session.current()?.accessToken).toBe("setup");

  await expect(me()).rejects.toMatchObject({ problem: { code: "invalid_token" } });
  expect(sent).toEqual(["POST /auth/login", "GET /me"]);
});

it("goes on with the token of a step-up", async () => {
  const { vestibule, me } = connect({
    "POST /auth/login": () => json(200, OPENED),
    "POST /auth/step-up": () => json(200, { access_token: "proven", expires_in: 300 }),
    "GET /me": meFor("proven"),
  });
  await vestibule.logIn(PASSWORD);

  vestibule.session.renew(
    await call(vestibule.client.POST("/api/v1/auth/step-up", { body: { code: "123456" } })),
  );

  await expect(me()).resolves.toEqual({ id: "alice" });
});

it("tells silence and what is no problem document apart", async () => {
  const silent = connect({ "GET /me": () => Promise.reject(new TypeError("fetch failed")) });
  await expect(silent.me()).rejects.toBeInstanceOf(Unreachable);

  const proxied = connect({
    "GET /me": () => new Response("<h1>Down</h1>", { status: 503, headers: { "Retry-After": "7" } }),
  });
  await expect(proxied.me()).rejects.toMatchObject({ problem: { code: "unavailable", retry_after: 7 } });
});
