import type { QueryClient } from "@tanstack/react-query";

/** Begins the keys of what anybody may know: it outlives log-in and log-out. */
export const PUBLIC = "public";

/** Forgets all that belongs to the person who was logged in. */
export function forgetPersonal(queryClient: QueryClient): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== PUBLIC });
  queryClient.getMutationCache().clear();
}
