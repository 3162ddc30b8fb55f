import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../../..");
const BIN = resolve(ROOT, "frontend", process.env.VESTIBULE_BIN ?? "../target/release/vestibule");
const DIST = resolve(ROOT, "frontend/dist");
const START_MS = 20_000;

export const TEAM = "Harbour";

export interface NewUser {
  username: string;
  name: string;
  role?: "admin" | "member";
  /** `TEAM`, unless it says another one. */
  team?: string;
}

/** The real binary with a database of its own. */
export class Server {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly process: ChildProcess,
  ) {}

  static async start(settings: NodeJS.ProcessEnv = {}): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), "vestibule-e2e-"));
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const env = {
      ...withoutSettings(process.env),
      VESTIBULE_DATABASE_URL: `sqlite://${folder}/vestibule.db`,
      VESTIBULE_BIND: `127.0.0.1:${port}`,
      VESTIBULE_PUBLIC_URL: url,
      VESTIBULE_MASTER_KEY_FILE: join(folder, "master.key"),
      VESTIBULE_OUTBOX: join(folder, "outbox.jsonl"),
      VESTIBULE_FRONTEND_DIR: DIST,
      VESTIBULE_SUPPORT__EMAIL: "support@portal.example",
      VESTIBULE_SUPPORT__PHONE: "+1 201-555-0100",
      VESTIBULE_SUPPORT__HOURS: "24 hours a day",
      VESTIBULE_SUPPORT__URL: "https://portal.example/support",
      ...settings,
    };
    const child = spawn(BIN, ["serve"], { env, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk;
    });
    const server = new Server(url, folder, env, child);
    await server.untilReady(() => said);
    server.run(["team", "add", TEAM]);
    return server;
  }

  /** A team of its own, for a story that changes what holds for all of a team. */
  addTeam(name: string): void {
    this.run(["team", "add", name]);
  }

  /** A user who can log in with this password. */
  addUser(user: NewUser, password: string): void {
    this.run([...addUserArguments(user), "--password-stdin"], `${password}\n`);
  }

  /** A user who hasn't chosen a password yet; the link to do so. */
  inviteUser(user: NewUser): string {
    const link = this.run([...addUserArguments(user), "--invite"]).match(/https?:\/\/\S+/)?.[0];
    if (!link) throw new Error("`user add --invite` printed no link");
    return link;
  }

  async stop(): Promise<void> {
    const hasEnded = new Promise((ended) => this.process.once("exit", ended));
    this.process.kill("SIGTERM");
    await hasEnded;
    await rm(this.folder, { recursive: true, force: true });
  }

  private run(args: string[], input = ""): string {
    const { status, stdout, stderr } = spawnSync(BIN, args, {
      env: this.env,
      cwd: this.folder,
      input,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`vestibule ${args.join(" ")} ended with ${status}: ${stderr}`);
    return stdout;
  }

  private async untilReady(said: () => string): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline) {
      if (this.process.exitCode !== null) break;
      const isReady = await fetch(`${this.url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isReady) return;
      await new Promise((later) => setTimeout(later, 50));
    }
    this.process.kill();
    throw new Error(`${BIN} didn't start:\n${said()}`);
  }
}

/** The service refuses settings that it doesn't know, and a test has its own in any case. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("VESTIBULE_")));
}

function addUserArguments({ username, name, role = "member", team = TEAM }: NewUser): string[] {
  const email = `${username}@harbour.example`;
  return [
    "user",
    "add",
    "--team",
    team,
    "--username",
    username,
    "--email",
    email,
    "--name",
    name,
    "--role",
    role,
  ];
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => found(port));
    });
  });
}
