// That the examples run: each signs in by every way that it shows, and each judge of tokens takes what is good alone.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { codeAt } from "./oathtool.mjs";
import { feed, startService } from "./service.mjs";

const PASSWORD = 'seven "quiet" lanterns \\ by the harbour';
const STEP_SECONDS = 30;

const examples = resolve("examples");
const typescript = join(examples, "typescript");
const ts = createRequire(resolve("frontend/package.json"))("typescript");
const compilerOptions = {
  ...JSON.parse(readFileSync(join(typescript, "tsconfig.json"), "utf8")).compilerOptions,
  module: "ESNext",
};
const target = resolve(process.env.CARGO_TARGET_DIR ?? "target");

/** The tests' own Python has the packages that two of the scripts want. */
const ownPython = join(target, "schemathesis", "bin", "python");
const python = existsSync(ownPython) ? ownPython : "python3";

/** A `sleep` that doesn't wait: an example that is told to asks for the next step's code, which the service takes. */
const HURRY = {
  "sitecustomize.py": "import time\ntime.sleep = lambda seconds: None\n",
  "hurry.mjs": `import timers from "node:timers/promises";
import { syncBuiltinESMExports } from "node:module";
timers.setTimeout = async () => {};
syncBuiltinESMExports();
`,
};

let service;
let compiled;
let hurry;

before(async () => {
  service = await startService();
  await service.command(["team", "add", "Acme"]);

  hurry = join(service.folder, "hurry");
  mkdirSync(hurry);
  for (const [name, text] of Object.entries(HURRY)) writeFileSync(join(hurry, name), text);

  // Older versions of Node.js can't read types. They are judged by `npm run lint`; here they only leave.
  compiled = join(service.folder, "typescript");
  mkdirSync(compiled);
  writeFileSync(join(compiled, "package.json"), JSON.stringify({ type: "module" }));
  for (const file of readdirSync(typescript).filter((file) => file.endsWith(".ts"))) {
    const { outputText } = ts.transpileModule(readFileSync(join(typescript, file), "utf8"), {
      compilerOptions,
    });
    writeFileSync(join(compiled, file.replace(/ts$/, "js")), outputText);
  }
});

after(() => service?.stop());

/** Runs an example as its page says, and tells what it printed. */
async function run([program, ...args], env = {}, input = "") {
  const running = promisify(execFile)(program, args, {
    cwd: service.folder,
    env: {
      ...service.outside,
      PORTAL_URL: service.address,
      PYTHONPATH: hurry,
      PYTHONDONTWRITEBYTECODE: "1",
      ...env,
    },
  });
  feed(running.child, input);
  const { stdout, stderr } = await running.catch((failed) => failed);
  return { code: running.child.exitCode, stdout, stderr };
}

/** Makes a call that has to succeed. */
async function call(method, path, token, body) {
  const answer = await fetch(`${service.address}/api/v1${path}`, {
    method,
    headers: { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body ?? {}),
  });
  const told = await answer.json();
  assert.ok(answer.ok, JSON.stringify(told));
  return told;
}

/** A user with two-factor and a phone. The enrolment takes the step before, so that this one is left for the example. */
async function person(username, cell_phone) {
  const told = ["--username", username, "--name", "Ada Lovelace", "--email", `${username}@example.com`];
  const how = ["--team", "Acme", "--role", "member", "--password-stdin"];
  await service.command(["user", "add", ...told, ...how], `${PASSWORD}\n`);
  // At the end of a step it would be two steps before, by the time that it is weighed.
  const left = STEP_SECONDS - ((Date.now() / 1000) % STEP_SECONDS);
  if (left < 3) await wait(left * 1000);
  const opened = await call("POST", "/auth/login", undefined, { username, password: PASSWORD });
  const { enrollment_id, secret } = await call("POST", "/me/two-factor/totp", opened.access_token);
  const code = codeAt(secret, Date.now() / 1000 - STEP_SECONDS);
  const confirmed = await call("POST", "/me/two-factor/totp/confirm", opened.access_token, {
    enrollment_id,
    code,
  });
  // The second step is proven by the app, so texts may go to this number.
  const { access_token } = confirmed;
  await call("PATCH", `/team/users/${opened.user.id}`, access_token, { cell_phone });
  return {
    id: opened.user.id,
    access_token,
    env: { PORTAL_USERNAME: username, PORTAL_PASSWORD: PASSWORD, PORTAL_TOTP_SECRET: secret },
  };
}

const signIns = {
  shell: () => ["bash", join(examples, "shell/sign_in.sh")],
  python: () => [python, join(examples, "python/sign_in.py")],
  requests: () => [python, join(examples, "python/sign_in_requests.py")],
  typescript: () => ["node", "--import", join(hurry, "hurry.mjs"), join(compiled, "signIn.js")],
};

Object.entries(signIns).forEach(([name, command], place) => {
  test(`the example signs in by every way: ${name}`, async () => {
    const ada = await person(`ada-${name}`, `+1201555012${place}`);

    const { code, stdout, stderr } = await run(command(), ada.env);

    assert.equal(code, 0, stderr);
    const wanted = [
      `signed in as ada-${name}`,
      "a code went to \\+1 .*",
      "signed in",
      "signed in",
      "good for 300 seconds",
    ];
    for (const [place, line] of [...wanted, "made, good until .*", "signed out"].entries()) {
      const said = stdout.split("\n").filter((said) => said.startsWith("   "))[place];
      assert.match(said ?? "", new RegExp(`^ {3}${line}$`), stdout);
    }
    for (const secret of [PASSWORD, ada.env.PORTAL_TOTP_SECRET]) assert.ok(!`${stdout}${stderr}`.includes(secret));
  });

  test(`the example tells why it was refused: ${name}`, async () => {
    const env = {
      PORTAL_USERNAME: "nobody",
      PORTAL_PASSWORD: PASSWORD,
      PORTAL_TOTP_SECRET: "MFRGGZDFMZTWQ2LK",
    };

    const { code, stderr } = await run(command(), env);

    assert.equal(code, 1);
    assert.match(stderr, /^invalid_credentials: .+ \(request [0-9a-f-]{36}\)$/m);
  });
});

for (const [name, command] of Object.entries(signIns)) {
  test(`the example waits where a limit was reached, but not for hours: ${name}`, async () => {
    const problem = { code: "rate_limited", status: 429, detail: "Wait.", request_id: "none" };
    let calls = 0;
    const limited = await listening((_, answer) => {
      calls += 1;
      answer.writeHead(429, { "Content-Type": "application/problem+json" });
      answer.end(JSON.stringify({ ...problem, retry_after: calls < 3 ? 20 : 7200 }));
    });
    const env = {
      PORTAL_URL: limited.url,
      PORTAL_USERNAME: "ada",
      PORTAL_PASSWORD: PASSWORD,
      PORTAL_TOTP_SECRET: "MFRA",
    };

    const { code, stderr } = await run(command(), env);
    limited.stop();

    assert.equal(code, 1);
    assert.match(stderr, /^rate_limited: Wait\. \(request none\)$/m);
    assert.equal(calls, 3);
  });
}

const judges = {
  shell: () => ["bash", join(examples, "shell/verify_token.sh")],
  python: () => [python, join(examples, "python/verify_token.py")],
  typescript: () => ["node", join(compiled, "verifyToken.js")],
};

for (const [name, command] of Object.entries(judges)) {
  test(`the example takes the service's own tokens: ${name}`, async () => {
    const ada = await person(`judged-by-${name}`, null);

    const { code, stdout, stderr } = await run(command(), {}, `${ada.access_token}\n`);

    assert.equal(code, 0, stderr);
    assert.equal(stdout, `${ada.id}, member, proven by pwd and mfa and otp (aal2)\n`);
    const other = await run(command(), { PORTAL_AUDIENCE: "https://other.example" }, `${ada.access_token}\n`);
    assert.equal(other.code, 1);
  });

  test(`the example takes nothing that isn't right in every point: ${name}`, async () => {
    const issuer = await standInIssuer();
    try {
      const judge = (token) => run(command(), { PORTAL_URL: issuer.url }, `${token}\n`);
      const good = await judge(issuer.token());
      assert.equal(good.code, 0, good.stderr);

      for (const [why, token] of Object.entries(issuer.forgeries())) {
        const { code, stderr } = await judge(token);
        assert.equal(code, 1, why);
        assert.match(stderr, /^refused: /, why);
      }
    } finally {
      issuer.stop();
    }
  });
}

/** An issuer whose key is known here, so that it can sign what the service never would. */
async function standInIssuer() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { x } = publicKey.export({ format: "jwk" });
  const keys = [{ kty: "OKP", crv: "Ed25519", alg: "EdDSA", use: "sig", kid: "ours", x }];
  const { url, stop } = await listening((_, answer) => answer.end(JSON.stringify({ keys })));
  const now = () => Math.floor(Date.now() / 1000);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

  function token(head = {}, claims = {}, seal = (signed) => sign(null, Buffer.from(signed), privateKey)) {
    const of = { sub: "ada", role: "member", amr: ["pwd"], acr: "aal1" };
    const signed = [
      part({ alg: "EdDSA", typ: "at+jwt", kid: "ours", ...head }),
      part({ iss: url, aud: url, exp: now() + 60, ...of, ...claims }),
    ].join(".");
    return `${signed}.${Buffer.from(seal(signed)).toString("base64url")}`;
  }

  const withPublicKey = (signed) => createHmac("sha256", Buffer.from(x, "base64url")).update(signed).digest();
  const other = generateKeyPairSync("ed25519").privateKey;
  const [head, , signature] = token().split(".");
  return {
    url,
    token,
    stop,
    forgeries: () => ({
      "no token at all": "ada",
      "an ID token": token({ typ: "JWT" }),
      "no type": token({ typ: undefined }),
      "no algorithm": token({ alg: "none" }, {}, () => ""),
      "HMAC with the public key": token({ alg: "HS256" }, {}, withPublicKey),
      "a key that isn't shown": token({ kid: "other" }),
      "no key": token({ kid: undefined }),
      "signed by another key": token({}, {}, (signed) => sign(null, Buffer.from(signed), other)),
      "other claims under the signature": [head, part({ iss: url, aud: url, exp: now() + 60 }), signature].join("."),
      "another issuer": token({}, { iss: "https://other.example" }),
      "another audience": token({}, { aud: "https://other.example" }),
      expired: token({}, { exp: now() - 6 }),
    }),
  };
}

/** A server that stands in for the service. */
async function listening(reply) {
  const server = createServer(reply).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
