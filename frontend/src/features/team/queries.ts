import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { PUBLIC } from "@/api/caches";
import { call, callFreshly } from "@/api/call";
import { client, publicClient } from "@/api/client";
import type { components } from "@/api/schema";
import { t } from "@/lib/messages/t";

export type TeamUser = components["schemas"]["TeamUser"];
export type Country = components["schemas"]["Country"];

const TEAM_USERS = ["team", "users"];

export function teamUsersQuery(query: string) {
  return infiniteQueryOptions({
    queryKey: [...TEAM_USERS, { query }],
    queryFn: ({ signal, pageParam }) =>
      call(
        client.GET("/api/v1/team/users", {
          signal,
          params: { query: { query: query || undefined, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (previous) => previous,
  });
}

export function teamUserQuery(id: string) {
  return queryOptions({
    queryKey: [...TEAM_USERS, id],
    queryFn: ({ signal }) =>
      call(client.GET("/api/v1/team/users/{id}", { signal, params: { path: { id } } })),
  });
}

export const countriesQuery = queryOptions({
  queryKey: [PUBLIC, "countries"],
  queryFn: ({ signal }) => call(publicClient.GET("/api/v1/countries", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useInviteUser() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: components["schemas"]["InviteUser"]) =>
      callFreshly(t.inviteUser.purpose, () => client.POST("/api/v1/team/users", { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: TEAM_USERS }),
  });
}

interface PhoneChange {
  id: string;
  countryCode: string | undefined;
  /** As typed; null removes the number. */
  cellPhone: string | null;
}

export function useSavePhone() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, countryCode, cellPhone }: PhoneChange) =>
      callFreshly(t.editUser.purpose, () =>
        client.PATCH("/api/v1/team/users/{id}", {
          params: { path: { id } },
          body: { country_code: countryCode, cell_phone: cellPhone },
        }),
      ),
    // The number is also part of "me" and of the two-factor status.
    onSuccess: () => queryClient.invalidateQueries(),
  });
}
