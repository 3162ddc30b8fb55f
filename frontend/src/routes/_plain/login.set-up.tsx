import { useQuery } from "@tanstack/react-query";
import { createFileRoute, redirect, useNavigate } from "@tanstack/react-router";
import { explain } from "@/api/explain";
import { currentSession } from "@/api/session";
import { logOut, meQuery } from "@/features/account/queries";
import { RequiredSetUp } from "@/features/twoFactor/RequiredSetUp";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { ownPath } from "@/lib/ownPath";
import { formatDay } from "@/lib/time";
import { LoadFailure } from "@/ui/LoadFailure";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";

export const Route = createFileRoute("/_plain/login/set-up")({
  validateSearch: ({ return_to }): { return_to?: string | undefined } => ({ return_to: ownPath(return_to) }),
  beforeLoad: () => {
    const session = currentSession();
    if (!session) throw redirect({ to: "/login", replace: true });
    // Whoever has a full session has what this page leads to.
    if (session.userId !== undefined) throw redirect({ to: "/", replace: true });
  },
  component: SetUpAtLogin,
});

function SetUpAtLogin() {
  useLanguage();
  const { return_to } = Route.useSearch();
  const navigate = useNavigate();
  const { data: me, error, refetch } = useQuery(meQuery);
  const from = me?.two_factor.required_from;
  return (
    <Page title={t.enroll.title} lead={me && t.enroll.lead(me.team.name, from ? formatDay(from) : undefined)}>
      {error && <LoadFailure {...explain(error)} onRetry={refetch} />}
      {me ? (
        <RequiredSetUp
          username={me.username}
          onDone={() => navigate({ to: return_to ?? "/", replace: true })}
          onLogOut={logOut}
        />
      ) : (
        !error && <Loading />
      )}
    </Page>
  );
}
