import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "@/api/call";
import { client } from "@/api/client";
import type { components } from "@/api/schema";

export type RememberedDevice = components["schemas"]["RememberedDevice"];

export const devicesQuery = infiniteQueryOptions({
  queryKey: ["devices"],
  queryFn: ({ signal, pageParam }) =>
    call(client.GET("/api/v1/me/devices", { signal, params: { query: { cursor: pageParam } } })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

export function useForgetDevice() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: RememberedDevice) =>
      call(client.DELETE("/api/v1/me/devices/{id}", { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries(devicesQuery),
  });
}

export function useForgetAllDevices() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => call(client.DELETE("/api/v1/me/devices")),
    onSuccess: () => queryClient.invalidateQueries(devicesQuery),
  });
}
