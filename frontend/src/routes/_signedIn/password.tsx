import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute, Link } from "@tanstack/react-router";
import { useState } from "react";
import { meQuery } from "@/features/account/queries";
import { devicesQuery } from "@/features/devices/queries";
import { ChangePasswordForm } from "@/features/password/ChangePasswordForm";
import { twoFactorQuery } from "@/features/twoFactor/queries";
import { announce } from "@/lib/announce";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Card } from "@/ui/Card";
import { Notice } from "@/ui/Notice";
import { Page } from "@/ui/Page";
import { Row } from "@/ui/Row";

export const Route = createFileRoute("/_signedIn/password")({ component: Password });

function Password() {
  useLanguage();
  const { data: me } = useSuspenseQuery(meQuery);
  const queryClient = useQueryClient();
  const [changes, setChanges] = useState(0);
  const mailbox = me.email.split("@")[0] ?? "";

  function finish() {
    setChanges(changes + 1);
    announce(t.changePassword.done);
    // Every remembered device is forgotten with it.
    void queryClient.invalidateQueries(devicesQuery);
    void queryClient.invalidateQueries(twoFactorQuery);
  }

  return (
    // Anew after each change, so that no password stays, and the heading comes first again.
    <Page key={changes} title={t.changePassword.title} width="narrow">
      {changes > 0 && <Notice tone="success">{t.changePassword.done}</Notice>}
      <Card>
        <ChangePasswordForm
          username={me.username}
          names={[me.name, mailbox, me.team.name]}
          onChanged={finish}
        />
      </Card>
      <Row spread>
        <Link to="/forgot-password">{t.login.forgot}</Link>
        <Link to="/email-address">{t.dashboard.changeEmail}</Link>
      </Row>
    </Page>
  );
}
