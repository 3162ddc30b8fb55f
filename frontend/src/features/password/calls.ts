import { call } from "@/api/call";
import { publicClient } from "@/api/publicClient";

export function acceptInvitation(token: string, password: string): Promise<unknown> {
  return call(publicClient.POST("/api/v1/auth/invitation/accept", { body: { token, password } }));
}
