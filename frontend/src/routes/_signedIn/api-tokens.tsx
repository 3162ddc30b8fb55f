import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { meQuery } from "@/features/account/queries";
import { ApiTokens } from "@/features/apiTokens/ApiTokens";
import { apiTokensQuery } from "@/features/apiTokens/queries";
import { inTime } from "@/lib/inTime";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Page } from "@/ui/Page";

export const Route = createFileRoute("/_signedIn/api-tokens")({
  loader: ({ context: { queryClient } }) => inTime(queryClient.prefetchInfiniteQuery(apiTokensQuery)),
  component: ApiTokensPage,
});

function ApiTokensPage() {
  useLanguage();
  const { data: me } = useSuspenseQuery(meQuery);
  return (
    <Page title={t.apiTokens.title} lead={t.apiTokens.lead}>
      <ApiTokens hasTwoFactor={me.two_factor.enabled} />
    </Page>
  );
}
