import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { json, mockApi, problem } from "@/mocks/api";
import { ALICE, AUTHENTICATED } from "@/mocks/data";
import { call } from "./call";
import { client } from "./client";
import { answerSessionEndsWith, logInAgain } from "./logInAgain";
import { beginSession, endSession, onSessionEnd } from "./session";

const getMe = () => call(client.GET("/api/v1/me"));
let stop: () => void;

beforeEach(() => {
  beginSession(AUTHENTICATED);
  stop = onSessionEnd((reason) => void logInAgain(reason));
  mockApi({
    "GET /api/v1/me": ({ headers }) =>
      headers.get("Authorization") === "Bearer second-token"
        ? json(200, ALICE)
        : problem(401, "invalid_token"),
    "POST /api/v1/auth/refresh": () => problem(401, "invalid_token", { reason: "ended" }),
  });
});

afterEach(() => {
  stop();
  endSession("logged_out");
  document.body.innerHTML = "";
});

it("has the calls that met the session's end wait for the log-in over a form, and repeats them", async () => {
  document.body.innerHTML = "<main><form></form></main>";
  const ask = vi.fn(async () => {
    beginSession({ ...AUTHENTICATED, access_token: "second-token" });
    return true;
  });
  const forget = answerSessionEndsWith(ask);

  await expect(Promise.all([getMe(), getMe()])).resolves.toHaveLength(2);

  expect(ask).toHaveBeenCalledExactlyOnceWith("ended");
  forget();
});

it("asks nobody where leaving the page loses nothing", async () => {
  const ask = vi.fn(async () => true);
  const forget = answerSessionEndsWith(ask);

  await expect(getMe()).rejects.toMatchObject({ problem: { code: "invalid_token" } });

  expect(ask).not.toHaveBeenCalled();
  forget();
});

it("never keeps a page for whoever logged out, or for someone else", async () => {
  document.body.innerHTML = "<main><form></form></main>";
  const forget = answerSessionEndsWith(async () => true);

  await expect(logInAgain("logged_out")).resolves.toBe(false);
  await expect(logInAgain("other_user")).resolves.toBe(false);
  await expect(logInAgain("enrollment_required")).resolves.toBe(false);
  forget();
});
