import { createFileRoute, Link } from "@tanstack/react-router";
import { useState } from "react";
import { ForgotForm } from "@/features/signIn/ForgotForm";
import { usernameOfLastLogin } from "@/features/signIn/pendingLogin";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Disclosure } from "@/ui/Disclosure";
import { Page } from "@/ui/Page";
import { Row } from "@/ui/Row";

export const Route = createFileRoute("/_plain/forgot-password")({ component: ForgotPassword });

function ForgotPassword() {
  useLanguage();
  const [sentFor, setSentFor] = useState<string>();

  if (sentFor !== undefined) {
    return (
      <Page key="sent" title={t.forgot.sentTitle} lead={t.forgot.sent(sentFor)} width="narrow">
        <Card>
          <p>{t.forgot.next}</p>
          <Disclosure summary={t.forgot.nothingCame}>
            <ul>
              {t.forgot.ways.map((way) => (
                <li key={way}>{way}</li>
              ))}
            </ul>
          </Disclosure>
        </Card>
        <Row spread>
          <Link to="/login">{t.forgot.toLogin}</Link>
          <Button look="quiet" onClick={() => setSentFor(undefined)}>
            {t.forgot.another}
          </Button>
        </Row>
      </Page>
    );
  }
  return (
    <Page key="ask" title={t.forgot.title} lead={t.forgot.lead} width="narrow">
      <Card>
        <ForgotForm initialUsername={usernameOfLastLogin()} onSent={setSentFor} />
      </Card>
      <p>
        <Link to="/login">{t.forgot.toLogin}</Link>
      </p>
    </Page>
  );
}
