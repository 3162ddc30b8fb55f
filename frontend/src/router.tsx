import { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { forgetPersonal } from "@/api/caches";
import { logInAgain } from "@/api/logInAgain";
import { ApiProblem } from "@/api/problem";
import { type EndReason, onSessionEnd } from "@/api/session";
import { hush } from "@/lib/announce";
import { languageOfBrowser, speak } from "@/lib/language";
import { Loading } from "@/ui/Loading";
import { routeTree } from "./routeTree.gen";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal stays one; only a lost answer is worth asking again.
      retry: (failures, error) => !(error instanceof ApiProblem) && failures < 1,
      // Calls are made for what a person does, and coming back to a tab is not asking for anything.
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      staleTime: 5_000,
    },
  },
});

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPendingComponent: Loading,
  scrollRestoration: true,
});

router.subscribe("onBeforeNavigate", ({ pathChanged }) => {
  if (pathChanged) hush();
});

onSessionEnd((reason) => void leaveUnlessLoggedInAgain(reason));

async function leaveUnlessLoggedInAgain(reason: EndReason): Promise<void> {
  if (await logInAgain(reason)) return;
  const { href, pathname } = router.state.location;
  // Neither someone else's page nor one on the way to a session is worth coming back to.
  const isOver = reason === "logged_out" || reason === "other_user";
  const returnTo = isOver || pathname.startsWith("/login") ? undefined : href;
  // Someone else may sit here next; whoever is only thrown out comes back.
  if (isOver) void speak(languageOfBrowser()).catch(() => undefined);
  // Pages that still stand would ask anew for what is forgotten under them, so they go first.
  await router.navigate({ to: "/login", search: { reason, return_to: returnTo }, replace: true });
  forgetPersonal(queryClient);
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
