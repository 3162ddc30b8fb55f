import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  type ErrorComponentProps,
  Link,
  Outlet,
  useRouter,
} from "@tanstack/react-router";
import { explain } from "@/api/explain";
import { SupportLine } from "@/features/support/SupportLine";
import { chooseForBrowser, useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Brand } from "@/ui/Brand";
import { Button } from "@/ui/Button";
import { LiveRegions } from "@/ui/LiveRegions";
import { Page } from "@/ui/Page";
import { Row } from "@/ui/Row";
import { Shell } from "@/ui/Shell";

export const Route = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Root,
  notFoundComponent: NotFound,
  errorComponent: Failure,
});

function Root() {
  useLanguage();
  return (
    <>
      <LiveRegions />
      <Outlet />
    </>
  );
}

function NotFound() {
  useLanguage();
  return (
    <Shell brand={<Brand />} support={<SupportLine />} onChooseLanguage={chooseForBrowser}>
      <Page title={t.notFound.title} lead={t.notFound.text} width="narrow">
        <p>
          <Link to="/">{t.notFound.home}</Link>
        </p>
      </Page>
    </Shell>
  );
}

function Failure({ error, reset }: ErrorComponentProps) {
  useLanguage();
  const router = useRouter();

  async function retry() {
    await router.invalidate();
    reset();
  }

  return (
    <Shell brand={<Brand />} support={<SupportLine />} onChooseLanguage={chooseForBrowser}>
      <Page title={t.failure.title} lead={explain(error).message} width="narrow">
        <Row>
          <Button look="primary" onClick={retry}>
            {t.common.retry}
          </Button>
        </Row>
      </Page>
    </Shell>
  );
}
