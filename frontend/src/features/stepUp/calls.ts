import { call } from "@/api/call";
import { client } from "@/api/client";
import type { components } from "@/api/schema";
import { renewAccessToken } from "@/api/session";

type Proof = { code: string } | { password: string };

/** Proves afresh that it is the session's owner; its older access tokens end with that. */
export async function stepUp(proof: Proof): Promise<void> {
  renewAccessToken(await call(client.POST("/api/v1/auth/step-up", { body: proof })));
}

export function sendStepUpText(): Promise<components["schemas"]["SentText"]> {
  return call(client.POST("/api/v1/auth/step-up/sms"));
}
