import { queryOptions } from "@tanstack/react-query";
import { call } from "@/api/call";
import { publicClient } from "@/api/client";
import type { components } from "@/api/schema";

export type OutboxMessage = components["schemas"]["OutboxMessage"];

const POLL_MS = 2000;

export const outboxQuery = queryOptions({
  queryKey: ["outbox"],
  queryFn: ({ signal }) => call(publicClient.GET("/api/v1/outbox", { signal })),
  refetchInterval: (query) => (query.state.error ? false : POLL_MS),
});
