import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { DashboardCards } from "@/features/account/DashboardCards";
import { meQuery } from "@/features/account/queries";
import { RememberedDevices } from "@/features/devices/RememberedDevices";
import { t } from "@/lib/messages/t";
import { formatMoment } from "@/lib/time";
import { Page } from "@/ui/Page";

export const Route = createFileRoute("/_signedIn/")({ component: Dashboard });

function Dashboard() {
  const { data: me } = useSuspenseQuery(meQuery);
  return (
    <Page
      title={t.dashboard.title}
      heading={t.dashboard.hello(me.name)}
      lead={me.last_login_at && t.dashboard.lastLogin(formatMoment(me.last_login_at))}
    >
      <DashboardCards me={me} />
      {me.two_factor.enabled && <RememberedDevices />}
    </Page>
  );
}
