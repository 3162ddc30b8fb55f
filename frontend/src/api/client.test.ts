import { beforeEach, describe, expect, it, vi } from "vitest";
import { json, mockApi, problem } from "@/mocks/api";
import { ALICE, AUTHENTICATED } from "@/mocks/data";
import { call, callFreshly } from "./call";
import { client } from "./client";
import { Unreachable } from "./problem";
import { beginEnrollmentSession, beginSession, currentSession, endSession, onSessionEnd } from "./session";
import { answerStepUpsWith, StepUpDeclined } from "./stepUp";

const getMe = () => call(client.GET("/api/v1/me"));
const beginTotp = () => client.POST("/api/v1/me/two-factor/totp");

beforeEach(() => {
  endSession("logged_out");
  beginSession(AUTHENTICATED);
});

describe("an access token that ran out", () => {
  it("is replaced once for all calls that wait, and each is repeated", async () => {
    const sent = mockApi({
      "GET /api/v1/me": ({ headers }) =>
        headers.get("Authorization") === "Bearer second-token"
          ? json(200, ALICE)
          : problem(401, "invalid_token"),
      "POST /api/v1/auth/refresh": () => json(200, { ...AUTHENTICATED, access_token: "second-token" }),
    });

    await Promise.all([getMe(), getMe(), getMe()]);

    expect(sent.filter(({ operation }) => operation.endsWith("/refresh"))).toHaveLength(1);
  });

  it("is replaced before the call where its end is known", async () => {
    beginSession({ ...AUTHENTICATED, expires_in: 0 });
    const sent = mockApi({
      "GET /api/v1/me": () => json(200, ALICE),
      "POST /api/v1/auth/refresh": () => json(200, AUTHENTICATED),
    });

    await getMe();

    expect(sent.map(({ operation }) => operation)).toEqual(["POST /api/v1/auth/refresh", "GET /api/v1/me"]);
  });

  it("ends the session with the reason when the refresh is refused", async () => {
    const ended = vi.fn();
    const stop = onSessionEnd(ended);
    mockApi({
      "GET /api/v1/me": () => problem(401, "invalid_token"),
      "POST /api/v1/auth/refresh": () => problem(401, "invalid_token", { reason: "password_changed" }),
    });

    await expect(getMe()).rejects.toMatchObject({ problem: { code: "invalid_token" } });

    expect(ended).toHaveBeenCalledExactlyOnceWith("password_changed");
    expect(currentSession()).toBeUndefined();
    stop();
  });

  it("never goes on as someone else who logged in by another tab", async () => {
    const sent = mockApi({
      "GET /api/v1/me": () => problem(401, "invalid_token"),
      "POST /api/v1/auth/refresh": () =>
        json(200, { ...AUTHENTICATED, user: { ...ALICE, id: "someone-else" } }),
    });

    await expect(getMe()).rejects.toThrow();

    expect(currentSession()).toBeUndefined();
    expect(sent.filter(({ operation }) => operation === "GET /api/v1/me")).toHaveLength(1);
  });
});

describe("a call that asks for a fresh proof", () => {
  const demand = () => problem(403, "step_up_required", { methods: [{ type: "totp" }], max_age: 600 });

  it("says what for, and is repeated once", async () => {
    let isProven = false;
    const ask = vi.fn(async () => {
      isProven = true;
    });
    const stop = answerStepUpsWith(ask);
    mockApi({ "POST /api/v1/me/two-factor/totp": () => (isProven ? json(201, { secret: "S" }) : demand()) });

    await expect(callFreshly("To see", beginTotp)).resolves.toEqual({ secret: "S" });

    expect(ask).toHaveBeenCalledExactlyOnceWith({ purpose: "To see", methods: [{ type: "totp" }] });
    stop();
  });

  it("gives up when it is asked a second time", async () => {
    const stop = answerStepUpsWith(async () => undefined);
    const sent = mockApi({ "POST /api/v1/me/two-factor/totp": demand });

    await expect(callFreshly("To see", beginTotp)).rejects.toMatchObject({
      problem: { code: "step_up_required" },
    });

    expect(sent).toHaveLength(2);
    stop();
  });

  it("isn't repeated when the dialog was closed", async () => {
    const stop = answerStepUpsWith(() => Promise.reject(new StepUpDeclined()));
    const sent = mockApi({ "POST /api/v1/me/two-factor/totp": demand });

    await expect(callFreshly("To see", beginTotp)).rejects.toBeInstanceOf(StepUpDeclined);

    expect(sent).toHaveLength(1);
    stop();
  });
});

it("tells silence apart from refusals", async () => {
  mockApi({ "GET /api/v1/me": () => Promise.reject(new TypeError("Failed to fetch")) });

  await expect(getMe()).rejects.toBeInstanceOf(Unreachable);
});

describe("a session that is worth nothing any more", () => {
  function endReasons() {
    const reasons: string[] = [];
    return { reasons, stop: onSessionEnd((reason) => reasons.push(reason)) };
  }

  it("ends where the team began to require a second factor", async () => {
    const { reasons, stop } = endReasons();
    mockApi({ "GET /api/v1/me": () => problem(403, "enrollment_required") });

    await expect(getMe()).rejects.toMatchObject({ problem: { code: "enrollment_required" } });

    expect(reasons).toEqual(["enrollment_required"]);
    stop();
  });

  it("ends so, too, where the refresh shows it", async () => {
    const { reasons, stop } = endReasons();
    mockApi({
      "GET /api/v1/me": () => problem(401, "invalid_token"),
      "POST /api/v1/auth/refresh": () => problem(403, "enrollment_required"),
    });

    await expect(getMe()).rejects.toMatchObject({ problem: { code: "invalid_token" } });

    expect(reasons).toEqual(["enrollment_required"]);
    stop();
  });

  it("ends where a set-up took longer than its token lives, and never refreshes that", async () => {
    endSession("logged_out");
    beginEnrollmentSession({ access_token: "enrolment-token", expires_in: 900 });
    const { reasons, stop } = endReasons();
    const sent = mockApi({ "GET /api/v1/me": () => problem(401, "invalid_token") });

    await expect(getMe()).rejects.toMatchObject({ problem: { code: "invalid_token" } });

    expect(reasons).toEqual(["expired"]);
    expect(sent).toHaveLength(1);
    stop();
  });
});
