import { type APIRequestContext, expect } from "@playwright/test";
import { Authenticator } from "./authenticator";
import type { NewUser, Server } from "./server";

interface ProtectedUser {
  app: Authenticator;
  backupCodes: string[];
}

interface Options {
  server: Server;
  /** The browser's own, so that a remembered device is this browser. */
  request: APIRequestContext;
  password: string;
  rememberDevice?: boolean;
  /** Where texts go, in international form. */
  cellPhone?: string;
}

/** Adds a user whose two-factor is on already; logged in nowhere, as if it had been set up some days ago. */
export async function addProtectedUser(
  user: NewUser,
  { server, request, password, rememberDevice = false, cellPhone }: Options,
): Promise<ProtectedUser> {
  server.addUser(user, password);
  const post = async <Answer>(path: string, data: object, token?: string): Promise<Answer> => {
    const answer = await request.post(`${server.url}/api/v1${path}`, {
      data,
      headers: { Origin: server.url, ...(token && { Authorization: `Bearer ${token}` }) },
    });
    expect(answer.ok(), `${path}: ${answer.status()}`).toBe(true);
    return (answer.status() === 204 ? {} : await answer.json()) as Answer;
  };

  const opened = await post<{ access_token: string; user: { id: string } }>("/auth/login", {
    username: user.username,
    password,
    transport: "cookie",
  });
  const begun = await post<{ enrollment_id: string; otpauth_uri: string }>(
    "/me/two-factor/totp",
    {},
    opened.access_token,
  );
  const app = Authenticator.fromUri(begun.otpauth_uri);
  const confirmed = await post<{ access_token: string; backup_codes: string[] }>(
    "/me/two-factor/totp/confirm",
    {
      enrollment_id: begun.enrollment_id,
      code: await app.nextCode(),
      transport: "cookie",
      remember_device: rememberDevice,
    },
    opened.access_token,
  );
  if (cellPhone) {
    const headers = { Origin: server.url, Authorization: `Bearer ${confirmed.access_token}` };
    const saved = await request.patch(`${server.url}/api/v1/team/users/${opened.user.id}`, {
      data: { cell_phone: cellPhone },
      headers,
    });
    expect(saved.ok(), await saved.text()).toBe(true);
  }
  await post("/auth/logout", {}, confirmed.access_token);
  return { app, backupCodes: confirmed.backup_codes };
}
