import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { forgetLinkToken, takeLinkToken } from "@/features/mailedLink/linkToken";
import { MailedLink } from "@/features/mailedLink/MailedLink";
import { ChoosePasswordForm } from "@/features/password/ChoosePasswordForm";
import { acceptInvitation } from "@/features/password/calls";
import { rememberUsername } from "@/features/signIn/pendingLogin";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";

export const Route = createFileRoute("/_plain/invitation")({
  beforeLoad: () => ({ token: takeLinkToken() }),
  component: Invitation,
});

function Invitation() {
  useLanguage();
  const { token } = Route.useRouteContext();
  const navigate = useNavigate();

  function goOn(username: string) {
    forgetLinkToken();
    rememberUsername(username);
    return navigate({ to: "/login", search: { reason: "password_set" }, replace: true });
  }

  return (
    <MailedLink
      token={token}
      purpose="invitation"
      title={t.invitation.title}
      lead={(link) => t.invitation.lead(link.team_name)}
      deadText={t.invitation.expired}
    >
      {(link, onDead) => (
        <ChoosePasswordForm
          username={link.username}
          teamName={link.team_name}
          field="password"
          submitLabel={t.invitation.accept}
          send={(password) => acceptInvitation(token ?? "", password)}
          onDone={() => goOn(link.username)}
          onLinkDead={onDead}
        />
      )}
    </MailedLink>
  );
}
