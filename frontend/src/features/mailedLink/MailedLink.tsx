import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { explain } from "@/api/explain";
import { problemOf } from "@/api/problem";
import { t } from "@/lib/messages/t";
import { Card } from "@/ui/Card";
import { LoadFailure } from "@/ui/LoadFailure";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import { DeadLink } from "./DeadLink";
import { type InspectedLink, linkQuery } from "./queries";

interface OpenLinkProps {
  token: string;
  purpose: "reset" | "invitation" | "email";
  title: string;
  lead: (link: InspectedLink) => string;
  /** What to do when the link is dead: a sentence, and a way to a new one. */
  deadText: string;
  deadNext?: ReactNode;
  /** What the link opens; `onDead` where it turns out to have lapsed meanwhile. */
  children: (link: InspectedLink, onDead: () => void) => ReactNode;
}

interface MailedLinkProps extends Omit<OpenLinkProps, "token"> {
  token: string | undefined;
}

/** The page behind a mailed link: whose it is first, and nothing happens before a press. */
export function MailedLink({ token, ...rest }: MailedLinkProps) {
  if (!token)
    return <DeadLink title={t.mailedLink.missingTitle} text={t.mailedLink.missing} next={rest.deadNext} />;
  return <OpenLink key={token} token={token} {...rest} />;
}

function OpenLink({ token, purpose, title, lead, deadText, deadNext, children }: OpenLinkProps) {
  const { data: link, error, refetch } = useQuery(linkQuery(token));
  const [hasLapsed, setHasLapsed] = useState(false);

  if (hasLapsed || problemOf(error, "link_expired") || (link && link.purpose !== purpose)) {
    return <DeadLink text={deadText} next={deadNext} />;
  }
  const failure = explain(error);
  return (
    <Page title={title} lead={link && lead(link)} width="narrow">
      {error && <LoadFailure message={failure.message} waitSeconds={failure.waitSeconds} onRetry={refetch} />}
      {!link && !error && <Loading />}
      {link && <Card>{children(link, () => setHasLapsed(true))}</Card>}
    </Page>
  );
}
