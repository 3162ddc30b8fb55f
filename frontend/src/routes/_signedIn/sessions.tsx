import { createFileRoute } from "@tanstack/react-router";
import { devicesQuery } from "@/features/devices/queries";
import { RememberedDevices } from "@/features/devices/RememberedDevices";
import { sessionsQuery } from "@/features/sessions/queries";
import { SessionList } from "@/features/sessions/SessionList";
import { inTime } from "@/lib/inTime";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Page } from "@/ui/Page";

export const Route = createFileRoute("/_signedIn/sessions")({
  loader: ({ context: { queryClient } }) =>
    inTime(queryClient.prefetchInfiniteQuery(sessionsQuery), queryClient.prefetchInfiniteQuery(devicesQuery)),
  component: Sessions,
});

function Sessions() {
  useLanguage();
  return (
    <Page title={t.sessions.title} lead={t.sessions.lead}>
      <SessionList />
      <RememberedDevices />
    </Page>
  );
}
