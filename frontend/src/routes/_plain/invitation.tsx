import { createFileRoute } from "@tanstack/react-router";
import { takeLinkToken } from "@/features/mailedLink/linkToken";
import { MailedLink } from "@/features/mailedLink/MailedLink";
import { ChoosePasswordForm } from "@/features/password/ChoosePasswordForm";
import { acceptInvitation } from "@/features/password/calls";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { useLogInAfterLink } from "./-useLogInAfterLink";

export const Route = createFileRoute("/_plain/invitation")({
  beforeLoad: () => ({ token: takeLinkToken() }),
  component: Invitation,
});

function Invitation() {
  useLanguage();
  const { token } = Route.useRouteContext();
  const logIn = useLogInAfterLink("password_set");

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
          onDone={() => logIn(link.username)}
          onLinkDead={onDead}
        />
      )}
    </MailedLink>
  );
}
