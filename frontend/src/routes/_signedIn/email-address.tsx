import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useState } from "react";
import { meQuery } from "@/features/account/queries";
import { ChangeEmailForm } from "@/features/email/ChangeEmailForm";
import { announce } from "@/lib/announce";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Card } from "@/ui/Card";
import { Notice } from "@/ui/Notice";
import { Page } from "@/ui/Page";

export const Route = createFileRoute("/_signedIn/email-address")({ component: EmailAddress });

function EmailAddress() {
  useLanguage();
  const { data: me } = useSuspenseQuery(meQuery);
  const [sentTo, setSentTo] = useState<string>();

  function finish(address: string) {
    setSentTo(address);
    announce(t.email.sent(address));
  }

  return (
    // Anew for each address, so that the heading and what is said below it come first again.
    <Page key={sentTo} title={t.email.title} lead={t.email.present(me.email)} width="narrow">
      {sentTo && (
        <Notice tone="success">
          <p>{t.email.sent(sentTo)}</p>
          <p>{t.email.sentHint}</p>
        </Notice>
      )}
      <Card>
        <ChangeEmailForm onSent={finish} />
      </Card>
    </Page>
  );
}
