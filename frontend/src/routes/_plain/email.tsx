import { createFileRoute, Link } from "@tanstack/react-router";
import { useState } from "react";
import { ConfirmEmailForm } from "@/features/email/ConfirmEmailForm";
import { forgetLinkToken, takeLinkToken } from "@/features/mailedLink/linkToken";
import { MailedLink } from "@/features/mailedLink/MailedLink";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Page } from "@/ui/Page";

export const Route = createFileRoute("/_plain/email")({
  beforeLoad: () => ({ token: takeLinkToken() }),
  component: ConfirmEmail,
});

function ConfirmEmail() {
  useLanguage();
  const { token } = Route.useRouteContext();
  const [isConfirmed, setIsConfirmed] = useState(false);

  function finish() {
    forgetLinkToken();
    setIsConfirmed(true);
  }

  if (isConfirmed) {
    return (
      <Page key="done" title={t.confirmEmail.doneTitle} lead={t.confirmEmail.done} width="narrow">
        <p>
          <Link to="/">{t.confirmEmail.toDashboard}</Link>
        </p>
      </Page>
    );
  }
  return (
    <MailedLink
      token={token}
      purpose="email"
      title={t.confirmEmail.title}
      lead={(link) => t.confirmEmail.lead(link.username, link.team_name)}
      deadText={t.confirmEmail.expired}
      deadNext={<Link to="/email-address">{t.confirmEmail.again}</Link>}
    >
      {(_link, onDead) => <ConfirmEmailForm token={token ?? ""} onConfirmed={finish} onLinkDead={onDead} />}
    </MailedLink>
  );
}
