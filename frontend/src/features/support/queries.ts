import { queryOptions } from "@tanstack/react-query";
import { call } from "@/api/call";
import { publicClient } from "@/api/publicClient";

export const supportQuery = queryOptions({
  queryKey: ["support"],
  queryFn: ({ signal }) => call(publicClient.GET("/api/v1/support", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
