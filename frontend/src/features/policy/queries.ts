import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { call, callFreshly } from "@/api/call";
import { client } from "@/api/client";
import type { components } from "@/api/schema";
import { t } from "@/lib/messages/t";

export type TeamPolicy = components["schemas"]["TeamPolicy"];

export const policyQuery = queryOptions({
  queryKey: ["team", "policy"],
  queryFn: ({ signal }) => call(client.GET("/api/v1/team/policy", { signal })),
});

export function useSavePolicy() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: TeamPolicy) =>
      callFreshly(t.policy.purpose, () => client.PUT("/api/v1/team/policy", { body })),
    // It also says what is asked of oneself, and which devices are remembered.
    onSuccess: () => queryClient.invalidateQueries(),
  });
}
