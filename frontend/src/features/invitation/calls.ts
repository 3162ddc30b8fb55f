import { queryOptions } from "@tanstack/react-query";
import { call } from "@/api/call";
import { publicClient } from "@/api/publicClient";

/** What a link is for. Looking spends nothing. */
export function linkQuery(token: string) {
  return queryOptions({
    queryKey: ["link", token],
    queryFn: ({ signal }) =>
      call(publicClient.POST("/api/v1/auth/links/inspect", { signal, body: { token } })),
    gcTime: 0,
  });
}

export function acceptInvitation(token: string, password: string): Promise<unknown> {
  return call(publicClient.POST("/api/v1/auth/invitation/accept", { body: { token, password } }));
}
