import { useQueryClient } from "@tanstack/react-query";
import { createFileRoute, Link, redirect, useNavigate } from "@tanstack/react-router";
import { beginEnrollmentSession, currentSession } from "@/api/session";
import { enter } from "@/features/account/queries";
import type { LoginOutcome } from "@/features/signIn/calls";
import { LoginForm } from "@/features/signIn/LoginForm";
import { beginPendingLogin, usernameOfLastLogin } from "@/features/signIn/pendingLogin";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { ownPath } from "@/lib/ownPath";
import { Card } from "@/ui/Card";
import { Notice } from "@/ui/Notice";
import { Page } from "@/ui/Page";

type Reason = keyof typeof t.login.reasons;

interface LoginSearch {
  /** Where to go afterwards: an own path only. */
  return_to?: string | undefined;
  /** Why one is here. */
  reason?: Reason | undefined;
}

export const Route = createFileRoute("/_plain/login/")({
  // The first page comes with the entry.
  codeSplitGroupings: [],
  validateSearch: ({ return_to, reason }): LoginSearch => ({
    return_to: ownPath(return_to),
    reason: isReason(reason) ? reason : undefined,
  }),
  beforeLoad: () => {
    if (currentSession()?.userId) throw redirect({ to: "/", replace: true });
  },
  component: Login,
});

function Login() {
  useLanguage();
  const { return_to, reason } = Route.useSearch();
  const navigate = useNavigate();
  const queryClient = useQueryClient();

  function goOn(username: string, outcome: LoginOutcome) {
    switch (outcome.status) {
      case "authenticated":
        enter(queryClient, outcome);
        return navigate({ to: return_to ?? "/", replace: true });
      case "second_factor_required":
        beginPendingLogin(username, outcome);
        return navigate({ to: "/login/verify", search: { return_to } });
      case "enrollment_required":
        beginEnrollmentSession(outcome);
        return navigate({ to: "/login/set-up", search: { return_to }, replace: true });
    }
  }

  return (
    <Page title={t.login.title} width="narrow">
      {reason && <Notice>{t.login.reasons[reason]}</Notice>}
      <Card>
        <LoginForm initialUsername={usernameOfLastLogin()} onOutcome={goOn} />
      </Card>
      <p>
        <Link to="/forgot-password">{t.login.forgot}</Link>
      </p>
    </Page>
  );
}

function isReason(value: unknown): value is Reason {
  return typeof value === "string" && Object.hasOwn(t.login.reasons, value);
}
