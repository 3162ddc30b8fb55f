import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute, Link, Outlet, redirect, useLocation } from "@tanstack/react-router";
import { I18nProvider } from "react-aria-components";
import { refreshSession } from "@/api/client";
import { currentSession } from "@/api/session";
import { IdleHost } from "@/features/account/IdleHost";
import { chooseForUser, meQuery, speakTo } from "@/features/account/queries";
import { RequiredNotice } from "@/features/account/RequiredNotice";
import { UserMenu } from "@/features/account/UserMenu";
import { LogInAgainHost } from "@/features/signIn/LogInAgainHost";
import { StepUpHost } from "@/features/stepUp/StepUpHost";
import { SupportLine } from "@/features/support/SupportLine";
import { useLanguage } from "@/lib/language";
import { Brand } from "@/ui/Brand";
import { Shell } from "@/ui/Shell";

/** These say themselves by when two-factor must be on. */
const TELLING = ["/", "/two-factor"];

/** The pages behind the log-in. */
export const Route = createFileRoute("/_signedIn")({
  beforeLoad: async ({ location }) => {
    // After a reload the session is in the cookie alone, and one refresh brings it back.
    if (!currentSession()) await refreshSession();
    const session = currentSession();
    if (!session) throw redirect({ to: "/login", search: { return_to: location.href } });
    if (session.userId === undefined) throw redirect({ to: "/login/set-up" });
  },
  loader: async ({ context }) => speakTo(await context.queryClient.ensureQueryData(meQuery)),
  component: SignedIn,
});

function SignedIn() {
  const language = useLanguage();
  const queryClient = useQueryClient();
  const { data: me } = useSuspenseQuery(meQuery);
  const { pathname } = useLocation();
  return (
    <I18nProvider locale={language}>
      <Shell
        brand={
          <Link to="/">
            <Brand />
          </Link>
        }
        menu={<UserMenu name={me.name} />}
        support={<SupportLine />}
        onChooseLanguage={(chosen) => chooseForUser(queryClient, chosen)}
      >
        {!TELLING.includes(pathname) && <RequiredNotice twoFactor={me.two_factor} />}
        <Outlet />
        <StepUpHost username={me.username} />
        <IdleHost />
        <LogInAgainHost user={me} />
      </Shell>
    </I18nProvider>
  );
}
