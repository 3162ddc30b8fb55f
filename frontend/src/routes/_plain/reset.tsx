import { createFileRoute, Link, useNavigate } from "@tanstack/react-router";
import { forgetLinkToken, takeLinkToken } from "@/features/mailedLink/linkToken";
import { MailedLink } from "@/features/mailedLink/MailedLink";
import { ChoosePasswordForm } from "@/features/password/ChoosePasswordForm";
import { resetPassword } from "@/features/password/calls";
import { rememberUsername } from "@/features/signIn/pendingLogin";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";

export const Route = createFileRoute("/_plain/reset")({
  beforeLoad: () => ({ token: takeLinkToken() }),
  component: Reset,
});

function Reset() {
  useLanguage();
  const { token } = Route.useRouteContext();
  const navigate = useNavigate();

  function goOn(username: string) {
    forgetLinkToken();
    rememberUsername(username);
    return navigate({ to: "/login", search: { reason: "password_reset" }, replace: true });
  }

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
          onDone={() => goOn(link.username)}
          onLinkDead={onDead}
        />
      )}
    </MailedLink>
  );
}
