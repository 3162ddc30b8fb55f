import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { call, callFreshly } from "@/api/call";
import { client } from "@/api/client";
import type { components } from "@/api/schema";
import { t } from "@/lib/messages/t";

type Schemas = components["schemas"];
export type ApiToken = Schemas["ApiToken"];
export type CreatedApiToken = Schemas["CreatedApiToken"];

export const apiTokensQuery = infiniteQueryOptions({
  queryKey: ["api-tokens"],
  queryFn: ({ signal, pageParam }) =>
    call(client.GET("/api/v1/me/api-tokens", { signal, params: { query: { cursor: pageParam } } })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

export function useCreateApiToken() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["CreateApiToken"]) =>
      callFreshly(t.apiTokens.purpose, () => client.POST("/api/v1/me/api-tokens", { body })),
    // The token itself is shown once, and kept nowhere.
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries(apiTokensQuery),
  });
}

export function useDeleteApiToken() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: ApiToken) =>
      call(client.DELETE("/api/v1/me/api-tokens/{id}", { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries(apiTokensQuery),
  });
}
