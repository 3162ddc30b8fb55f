import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { AccountCard } from "@/features/account/AccountCard";
import { meQuery } from "@/features/account/queries";
import { TwoFactorCard } from "@/features/account/TwoFactorCard";
import { LastLogIns } from "@/features/activity/LastLogIns";
import { lastLogInsQuery } from "@/features/activity/queries";
import { devicesQuery } from "@/features/devices/queries";
import { RememberedDevices } from "@/features/devices/RememberedDevices";
import { inTime } from "@/lib/inTime";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Grid } from "@/ui/Grid";
import { Page } from "@/ui/Page";

export const Route = createFileRoute("/_signedIn/")({
  loader: async ({ context: { queryClient } }) => {
    const me = await queryClient.ensureQueryData(meQuery);
    await inTime(
      queryClient.prefetchQuery(lastLogInsQuery),
      me.two_factor.enabled && queryClient.prefetchInfiniteQuery(devicesQuery),
    );
  },
  component: Dashboard,
});

function Dashboard() {
  useLanguage();
  const { data: me } = useSuspenseQuery(meQuery);
  return (
    <Page
      title={t.dashboard.title}
      heading={t.dashboard.hello(me.name)}
      lead={t.dashboard.lead(me.team.name)}
    >
      <Grid>
        <TwoFactorCard twoFactor={me.two_factor} />
        <LastLogIns />
        <AccountCard me={me} />
      </Grid>
      {me.two_factor.enabled && <RememberedDevices />}
    </Page>
  );
}
