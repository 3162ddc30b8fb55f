import createClient, { type Client } from "openapi-fetch";
import { call } from "./call.js";
import { inSession } from "./inSession.js";
import { type Reach, reachBy } from "./reach.js";
import { refreshBy } from "./refresh.js";
import type { components, paths } from "./schema.gen.js";
import { keepInMemory, type LoginOutcome, type SessionStore } from "./session.js";

type Schemas = components["schemas"];

export interface Settings {
  /** Where the service is, without `/api/v1`. */
  readonly baseUrl: string;
  /** `bearer`, the default, for programs; `cookie` for pages on the portal's own site. */
  readonly transport?: Schemas["Transport"];
  readonly fetch?: Reach;
  /** In memory unless given. */
  readonly session?: SessionStore;
  /** Runs an exchange while no other one runs; for pages in several tabs, a lock of the browser. */
  readonly exclusively?: (exchange: () => Promise<void>) => Promise<void>;
}

export interface Vestibule {
  /** For calls in the running session. */
  readonly client: Client<paths>;
  /** For calls that need no session, and must never refresh one. */
  readonly open: Client<paths>;
  readonly session: SessionStore;
  refresh(): Promise<void>;
  /** Logs in; `status` says whether that is all. A session that it opens is the running one. */
  logIn(body: Omit<Schemas["LogIn"], "transport">): Promise<LoginOutcome>;
  /** Answers the challenge of `second_factor_required`. */
  verify(body: Omit<Schemas["VerifyCode"], "transport">): Promise<LoginOutcome>;
  /** Ends the session, at the service and here. */
  logOut(): Promise<void>;
}

export function createVestibule(settings: Settings): Vestibule {
  const { baseUrl, transport = "bearer", session = keepInMemory() } = settings;
  // Looked up at each call, so that whoever replaces the global one is heard.
  const reach = reachBy(settings.fetch ?? ((request) => fetch(request)));
  const open = createClient<paths>({ baseUrl, fetch: reach });
  const exclusively = settings.exclusively ?? ((exchange) => exchange());
  const refresh = refreshBy({ open, session, transport, exclusively });
  const client = createClient<paths>({ baseUrl, fetch: inSession(reach, session, refresh) });

  function entered(outcome: LoginOutcome): LoginOutcome {
    if (outcome.status === "authenticated") session.begin(outcome);
    if (outcome.status === "enrollment_required") session.beginEnrollment(outcome);
    return outcome;
  }

  return {
    client,
    open,
    session,
    refresh,
    logIn: async (body) =>
      entered(await call(open.POST("/api/v1/auth/login", { body: { ...body, transport } }))),
    verify: async (body) =>
      entered(await call(open.POST("/api/v1/auth/verify", { body: { ...body, transport } }))),
    logOut: async () => {
      await call(client.POST("/api/v1/auth/logout"));
      session.end("logged_out");
    },
  };
}
