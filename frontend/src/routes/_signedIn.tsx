import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute, Link, Outlet, redirect } from "@tanstack/react-router";
import { refreshSession } from "@/api/refresh";
import { currentSession } from "@/api/session";
import { meQuery } from "@/features/account/queries";
import { UserMenu } from "@/features/account/UserMenu";
import { StepUpHost } from "@/features/stepUp/StepUpHost";
import { SupportLine } from "@/features/support/SupportLine";
import { Brand } from "@/ui/Brand";
import { Shell } from "@/ui/Shell";

/** The pages behind the log-in. */
export const Route = createFileRoute("/_signedIn")({
  beforeLoad: async ({ location }) => {
    // After a reload the session is in the cookie alone, and one refresh brings it back.
    if (!currentSession()) await refreshSession();
    const session = currentSession();
    if (!session) throw redirect({ to: "/login", search: { return_to: location.href } });
    if (session.userId === undefined) throw redirect({ to: "/login/set-up" });
  },
  loader: ({ context }) => context.queryClient.ensureQueryData(meQuery),
  component: SignedIn,
});

function SignedIn() {
  const { data: me } = useSuspenseQuery(meQuery);
  return (
    <Shell
      brand={
        <Link to="/">
          <Brand />
        </Link>
      }
      menu={<UserMenu name={me.name} />}
      support={<SupportLine />}
    >
      <Outlet />
      <StepUpHost username={me.username} />
    </Shell>
  );
}
