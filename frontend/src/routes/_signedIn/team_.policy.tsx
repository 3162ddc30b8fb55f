import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute, Link } from "@tanstack/react-router";
import { explain } from "@/api/explain";
import { meQuery } from "@/features/account/queries";
import { PolicyForm } from "@/features/policy/PolicyForm";
import { policyQuery } from "@/features/policy/queries";
import { inTime } from "@/lib/inTime";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { LoadFailure } from "@/ui/LoadFailure";
import { Loading } from "@/ui/Loading";
import { Notice } from "@/ui/Notice";
import { Page } from "@/ui/Page";

export const Route = createFileRoute("/_signedIn/team_/policy")({
  loader: async ({ context: { queryClient } }) => {
    const { role } = await queryClient.ensureQueryData(meQuery);
    if (role === "admin") await inTime(queryClient.prefetchQuery(policyQuery));
  },
  component: Policy,
});

function Policy() {
  useLanguage();
  const { data: me } = useSuspenseQuery(meQuery);
  const isAdmin = me.role === "admin";
  const { data: policy, error, refetch } = useQuery({ ...policyQuery, enabled: isAdmin });

  return (
    <Page title={t.policy.title} lead={t.policy.lead(me.team.name)}>
      {!isAdmin && <Notice>{t.policy.adminsOnly}</Notice>}
      {isAdmin && !policy && !error && <Loading />}
      {error && <LoadFailure {...explain(error)} onRetry={refetch} />}
      {policy && <PolicyForm policy={policy} />}
      <p>
        <Link to="/team">{t.policy.back}</Link>
      </p>
    </Page>
  );
}
