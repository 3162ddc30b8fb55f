import { call, callFreshly } from "@/api/call";
import { client, publicClient } from "@/api/client";
import { t } from "@/lib/messages/t";

/** Asks for a link at the new address, which alone makes it the user's. */
export function changeEmail(email: string): Promise<unknown> {
  return callFreshly(t.email.purpose, () => client.PUT("/api/v1/me/email", { body: { email } }));
}

export function confirmEmail(token: string): Promise<unknown> {
  return call(publicClient.POST("/api/v1/auth/email/confirm", { body: { token } }));
}
