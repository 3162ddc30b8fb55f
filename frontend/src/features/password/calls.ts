import { call, callFreshly } from "@/api/call";
import { client, publicClient } from "@/api/client";
import { t } from "@/lib/messages/t";

export function acceptInvitation(token: string, password: string): Promise<unknown> {
  return call(publicClient.POST("/api/v1/auth/invitation/accept", { body: { token, password } }));
}

export function resetPassword(token: string, password: string): Promise<unknown> {
  return call(publicClient.POST("/api/v1/auth/password/reset", { body: { token, new_password: password } }));
}

export function changePassword(current: string, chosen: string): Promise<unknown> {
  const body = { current_password: current, new_password: chosen };
  return callFreshly(t.changePassword.purpose, () => client.PUT("/api/v1/me/password", { body }));
}
