import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { meQuery } from "@/features/account/queries";
import { AfterBackupCode } from "@/features/twoFactor/AfterBackupCode";
import { twoFactorQuery } from "@/features/twoFactor/queries";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Page } from "@/ui/Page";

export const Route = createFileRoute("/_signedIn/after-backup-code")({
  loader: ({ context }) => context.queryClient.ensureQueryData(twoFactorQuery),
  component: AfterBackupCodePage,
});

function AfterBackupCodePage() {
  useLanguage();
  const navigate = useNavigate();
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: status } = useSuspenseQuery(twoFactorQuery);
  return (
    <Page
      title={t.afterBackupCode.title}
      lead={t.afterBackupCode.left(status.backup_codes?.remaining ?? 0)}
      width="narrow"
    >
      <AfterBackupCode username={me.username} onDone={() => navigate({ to: "/", replace: true })} />
    </Page>
  );
}
