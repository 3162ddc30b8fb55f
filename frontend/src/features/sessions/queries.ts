import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "@/api/call";
import { client } from "@/api/client";
import type { components } from "@/api/schema";

export type Session = components["schemas"]["Session"];

export const sessionsQuery = infiniteQueryOptions({
  queryKey: ["sessions"],
  queryFn: ({ signal, pageParam }) =>
    call(client.GET("/api/v1/me/sessions", { signal, params: { query: { cursor: pageParam } } })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

export function useEndSession() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Session) =>
      call(client.DELETE("/api/v1/me/sessions/{id}", { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries(sessionsQuery),
  });
}

export function useEndOtherSessions() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => call(client.DELETE("/api/v1/me/sessions")),
    onSuccess: () => queryClient.invalidateQueries(sessionsQuery),
  });
}
