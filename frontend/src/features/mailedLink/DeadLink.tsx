import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { t } from "@/lib/messages/t";
import { Page } from "@/ui/Page";
import { Row } from "@/ui/Row";

interface DeadLinkProps {
  title?: string;
  /** Why, and what to do. */
  text: string;
  /** The way to a new link, where there is one. */
  next?: ReactNode;
}

/** For a link that was used, replaced or ran out, and for an address without its token. */
export function DeadLink({ title = t.mailedLink.deadTitle, text, next }: DeadLinkProps) {
  return (
    <Page title={title} lead={text} width="narrow">
      <Row>
        {next}
        <Link to="/login">{t.mailedLink.toLogin}</Link>
      </Row>
    </Page>
  );
}
