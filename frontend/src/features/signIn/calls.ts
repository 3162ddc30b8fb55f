import { call } from "@/api/call";
import { publicClient } from "@/api/client";
import type { components } from "@/api/schema";

export type LoginOutcome = components["schemas"]["LoginOutcome"];
export type SentText = components["schemas"]["SentText"];

export function logIn(username: string, password: string): Promise<LoginOutcome> {
  return call(publicClient.POST("/api/v1/auth/login", { body: { username, password, transport: "cookie" } }));
}

interface Answer {
  challengeToken: string;
  code: string;
  rememberDevice: boolean;
}

export function verify({ challengeToken, code, rememberDevice }: Answer): Promise<LoginOutcome> {
  return call(
    publicClient.POST("/api/v1/auth/verify", {
      body: { challenge_token: challengeToken, code, remember_device: rememberDevice, transport: "cookie" },
    }),
  );
}

export function sendText(challengeToken: string): Promise<SentText> {
  return call(publicClient.POST("/api/v1/auth/sms", { body: { challenge_token: challengeToken } }));
}

/** Answers alike whether the name is known or not. */
export function forgotPassword(username: string): Promise<unknown> {
  return call(publicClient.POST("/api/v1/auth/password/forgot", { body: { username } }));
}
