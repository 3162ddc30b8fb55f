import { useQueryClient } from "@tanstack/react-query";
import { createFileRoute, redirect, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import type { Authenticated } from "@/api/session";
import { enter } from "@/features/account/queries";
import { ChallengeClock } from "@/features/signIn/ChallengeClock";
import { endPendingLogin, pendingLogin, rememberUsername } from "@/features/signIn/pendingLogin";
import { SecondFactorForm } from "@/features/signIn/SecondFactorForm";
import { StuckHelp } from "@/features/signIn/StuckHelp";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { ownPath } from "@/lib/ownPath";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Page } from "@/ui/Page";
import { Row } from "@/ui/Row";

export const Route = createFileRoute("/_plain/login/verify")({
  validateSearch: ({ return_to }): { return_to?: string | undefined } => ({ return_to: ownPath(return_to) }),
  beforeLoad: () => {
    if (!pendingLogin())
      throw redirect({ to: "/login", search: { reason: "challenge_expired" }, replace: true });
  },
  component: SecondFactor,
});

function SecondFactor() {
  useLanguage();
  const { return_to } = Route.useSearch();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  // Kept for as long as the page is shown: the stored one ends with the log-in, a moment before the page does.
  const [pending] = useState(pendingLogin);

  const backToLogin = useCallback(
    (reason?: "challenge_expired" | "tries_used") => {
      endPendingLogin();
      return navigate({ to: "/login", search: { reason, return_to }, replace: true });
    },
    [navigate, return_to],
  );
  const runOut = useCallback(() => void backToLogin("challenge_expired"), [backToLogin]);

  function goOn(outcome: Authenticated, proof: "digits" | "backup") {
    endPendingLogin();
    enter(queryClient, outcome);
    return navigate({ to: proof === "backup" ? "/after-backup-code" : (return_to ?? "/"), replace: true });
  }

  function asAnotherUser() {
    rememberUsername("");
    return backToLogin();
  }

  if (!pending) return null;
  return (
    <Page title={t.verify.title} width="narrow">
      <Card>
        <SecondFactorForm pending={pending} onAuthenticated={goOn} onEnd={backToLogin} />
        <StuckHelp />
      </Card>
      <Row spread>
        <ChallengeClock endsAt={pending.endsAt} onEnd={runOut} />
        <Button look="quiet" onClick={asAnotherUser}>
          {t.verify.otherUser}
        </Button>
      </Row>
    </Page>
  );
}
