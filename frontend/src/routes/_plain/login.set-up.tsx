import { useQuery } from "@tanstack/react-query";
import { createFileRoute, redirect, useNavigate } from "@tanstack/react-router";
import { currentSession } from "@/api/session";
import { logOut, meQuery } from "@/features/account/queries";
import { RequiredSetUp } from "@/features/twoFactor/RequiredSetUp";
import { t } from "@/lib/messages/t";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";

export const Route = createFileRoute("/_plain/login/set-up")({
  beforeLoad: () => {
    if (!currentSession()) throw redirect({ to: "/login", replace: true });
  },
  component: SetUpAtLogin,
});

function SetUpAtLogin() {
  const navigate = useNavigate();
  const { data: me } = useQuery(meQuery);
  return (
    <Page title={t.enroll.title} lead={t.enroll.lead}>
      {me ? (
        <RequiredSetUp
          username={me.username}
          onDone={() => navigate({ to: "/", replace: true })}
          onLogOut={logOut}
        />
      ) : (
        <Loading />
      )}
    </Page>
  );
}
