import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { DeadLink, Invitation } from "@/features/invitation/Invitation";
import { forgetLinkToken, takeLinkToken } from "@/features/invitation/linkToken";
import { rememberUsername } from "@/features/signIn/pendingLogin";
import { t } from "@/lib/messages/t";

export const Route = createFileRoute("/_plain/invitation")({
  beforeLoad: () => ({ token: takeLinkToken() }),
  component: InvitationPage,
});

function InvitationPage() {
  const { token } = Route.useRouteContext();
  const navigate = useNavigate();

  function goOn(username: string) {
    forgetLinkToken();
    rememberUsername(username);
    return navigate({ to: "/login", search: { reason: "password_set" }, replace: true });
  }

  if (!token) return <DeadLink text={t.invitation.missing} />;
  return <Invitation key={token} token={token} onAccepted={goOn} />;
}
