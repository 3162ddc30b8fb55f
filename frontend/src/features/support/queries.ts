import { queryOptions } from "@tanstack/react-query";
import { PUBLIC } from "@/api/caches";
import { call } from "@/api/call";
import { publicClient } from "@/api/client";

export const supportQuery = queryOptions({
  queryKey: [PUBLIC, "support"],
  queryFn: ({ signal }) => call(publicClient.GET("/api/v1/support", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
