import { createFileRoute } from "@tanstack/react-router";
import { Outbox } from "@/features/outbox/Outbox";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Page } from "@/ui/Page";

export const Route = createFileRoute("/_plain/outbox")({ component: OutboxPage });

function OutboxPage() {
  useLanguage();
  return (
    <Page title={t.outbox.title} lead={t.outbox.lead} width="wide">
      <Outbox />
    </Page>
  );
}
