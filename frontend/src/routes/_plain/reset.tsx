import { createFileRoute, Link } from "@tanstack/react-router";
import { takeLinkToken } from "@/features/mailedLink/linkToken";
import { MailedLink } from "@/features/mailedLink/MailedLink";
import { ChoosePasswordForm } from "@/features/password/ChoosePasswordForm";
import { resetPassword } from "@/features/password/calls";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { useLogInAfterLink } from "./-useLogInAfterLink";

export const Route = createFileRoute("/_plain/reset")({
  beforeLoad: () => ({ token: takeLinkToken() }),
  component: Reset,
});

function Reset() {
  useLanguage();
  const { token } = Route.useRouteContext();
  const logIn = useLogInAfterLink("password_reset");

  return (
    <MailedLink
      token={token}
      purpose="reset"
      title={t.reset.title}
      lead={(link) => t.reset.lead(link.username, link.team_name)}
      deadText={t.reset.expired}
      deadNext={<Link to="/forgot-password">{t.reset.askAgain}</Link>}
    >
      {(link, onDead) => (
        <ChoosePasswordForm
          username={link.username}
          teamName={link.team_name}
          field="new_password"
          submitLabel={t.reset.submit}
          note={t.reset.ends}
          send={(password) => resetPassword(token ?? "", password)}
          onDone={() => logIn(link.username)}
          onLinkDead={onDead}
        />
      )}
    </MailedLink>
  );
}
