// Signs in with each second factor, renews the session, and proves it afresh for a guarded call.
import { afterWaiting, type LoginOutcome, Portal, Refusal, type Session } from "./portal.ts";

const NAME = "examples/typescript";
const portal = new Portal();

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} isn't set`);
  return value;
}

/** The password first. The answer's `status` says what comes next. */
function logIn(more: object = {}): Promise<LoginOutcome> {
  portal.accessToken = undefined;
  const body = {
    username: setting("PORTAL_USERNAME"),
    password: setting("PORTAL_PASSWORD"),
    device_name: NAME,
    ...more,
  };
  return afterWaiting(() => portal.call("POST", "/auth/login", body));
}

/** The challenge after the password, which a user with two-factor gets. */
async function challenge() {
  const outcome = await logIn();
  if (outcome.status === "second_factor_required") return outcome;
  throw new Error(`This example needs a user with two-factor; the service said ${outcome.status}.`);
}

/** A right code opens the session, and remembers this device. */
function answer(challenge_token: string, method: string, code: string): Promise<Session> {
  return portal.call("POST", "/auth/verify", { challenge_token, method, code, remember_device: true });
}

async function signIn() {
  const secret = setting("PORTAL_TOTP_SECRET");

  console.log("1. A password and the code that the app shows");
  const first = await challenge();
  let session = await portal.withAppCode(secret, (code) => answer(first.challenge_token, "totp", code));
  const deviceToken = session.device_token; // keep it as safe as a password
  portal.accessToken = session.access_token;
  console.log("   signed in as", (await portal.call<{ username: string }>("GET", "/me")).username);

  console.log("2. A password and a code by text, where the phone has no app at hand");
  const second = await challenge();
  if (second.methods.some(({ type }) => type === "sms")) {
    const { challenge_token } = second;
    const sent = await portal.call<{ phone_hint: string }>("POST", "/auth/sms", { challenge_token });
    console.log("   a code went to", sent.phone_hint);
    await answer(challenge_token, "sms", await portal.textedCode());
    console.log("   signed in");
  } else {
    console.log("   no text can go to this user; GET /me/two-factor says why");
  }

  console.log("3. A password and the device that was remembered: no code");
  const outcome = await logIn({ device_token: deviceToken });
  if (outcome.status !== "authenticated") throw new Error("This device isn't remembered.");
  session = outcome; // with another `device_token`, since each use replaces it
  console.log("   signed in");

  console.log(
    "4. A new access token. The refresh token is replaced: keep the new one before anything else happens",
  );
  session = await portal.call<Session>("POST", "/auth/refresh", { refresh_token: session.refresh_token });
  portal.accessToken = session.access_token;
  console.log("   good for", session.expires_in, "seconds");

  console.log("5. A guarded call: an API token, which asks for a proof that is fresh");
  const make = () =>
    portal.call<{ id: string; expires_at: string }>("POST", "/me/api-tokens", {
      name: NAME,
      scopes: ["account:read"],
      expires_in_days: 1,
    });
  const made = await make().catch(async (error) => {
    if (!(error instanceof Refusal && error.problem.code === "step_up_required")) throw error;
    const proven = await portal.withAppCode(secret, (code) =>
      portal.call<{ access_token: string }>("POST", "/auth/step-up", { code }),
    );
    portal.accessToken = proven.access_token; // the older ones have ended
    return make();
  });
  console.log("   made, good until", made.expires_at);
  await portal.call("DELETE", `/me/api-tokens/${made.id}`);

  console.log("6. The end of the session");
  await portal.call("POST", "/auth/logout");
  console.log("   signed out");
}

signIn().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
