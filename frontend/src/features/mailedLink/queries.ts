import { queryOptions } from "@tanstack/react-query";
import { call } from "@/api/call";
import { publicClient } from "@/api/client";
import type { components } from "@/api/schema";

export type InspectedLink = components["schemas"]["InspectedLink"];

/** What a link is for, and for whom. Looking spends nothing. */
export function linkQuery(token: string) {
  return queryOptions({
    queryKey: ["link", token],
    queryFn: ({ signal }) =>
      call(publicClient.POST("/api/v1/auth/links/inspect", { signal, body: { token } })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
