import { createFileRoute } from "@tanstack/react-router";
import { RememberedDevices } from "@/features/devices/RememberedDevices";
import { SessionList } from "@/features/sessions/SessionList";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Page } from "@/ui/Page";

export const Route = createFileRoute("/_signedIn/sessions")({ component: Sessions });

function Sessions() {
  useLanguage();
  return (
    <Page title={t.sessions.title} lead={t.sessions.lead}>
      <SessionList />
      <RememberedDevices />
    </Page>
  );
}
