import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { meQuery } from "@/features/account/queries";
import { devicesQuery } from "@/features/devices/queries";
import { RememberedDevices } from "@/features/devices/RememberedDevices";
import { twoFactorQuery } from "@/features/twoFactor/queries";
import { TwoFactorPanel } from "@/features/twoFactor/TwoFactorPanel";
import { inTime } from "@/lib/inTime";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Page } from "@/ui/Page";

export const Route = createFileRoute("/_signedIn/two-factor")({
  loader: async ({ context: { queryClient } }) => {
    const { enabled } = await queryClient.ensureQueryData(twoFactorQuery);
    if (enabled) await inTime(queryClient.prefetchInfiniteQuery(devicesQuery));
  },
  component: TwoFactor,
});

function TwoFactor() {
  useLanguage();
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: status } = useSuspenseQuery(twoFactorQuery);
  return (
    <Page title={t.twoFactor.title} lead={t.twoFactor.lead}>
      <TwoFactorPanel status={status} user={me} />
      {status.enabled && <RememberedDevices />}
    </Page>
  );
}
