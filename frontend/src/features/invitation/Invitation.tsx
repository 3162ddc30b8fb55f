import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { explain } from "@/api/explain";
import { problemOf } from "@/api/problem";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Loading } from "@/ui/Loading";
import { Notice } from "@/ui/Notice";
import { Page } from "@/ui/Page";
import { AcceptForm } from "./AcceptForm";
import { linkQuery } from "./calls";

interface InvitationProps {
  token: string;
  onAccepted: (username: string) => void;
}

/** What the link is for, then a password of one's own. Nothing happens before the press. */
export function Invitation({ token, onAccepted }: InvitationProps) {
  const { data: link, error, refetch } = useQuery(linkQuery(token));

  if (problemOf(error, "link_expired") || (link && link.purpose !== "invitation")) return <DeadLink />;
  return (
    <Page title={t.invitation.title} lead={link && t.invitation.lead(link.team_name)} width="narrow">
      {error && (
        <Notice tone="danger">
          <p>{explain(error).message}</p>
          <Button onClick={() => refetch()}>{t.common.retry}</Button>
        </Notice>
      )}
      {!link && !error && <Loading />}
      {link && (
        <Card>
          <AcceptForm token={token} username={link.username} onAccepted={() => onAccepted(link.username)} />
        </Card>
      )}
    </Page>
  );
}

/** For a link that was used, replaced or ran out, and for an address without its token. */
export function DeadLink({ text = t.invitation.expired }: { text?: string }) {
  return (
    <Page title={t.invitation.expiredTitle} lead={text} width="narrow">
      <p>
        <Link to="/login">{t.invitation.toLogin}</Link>
      </p>
    </Page>
  );
}
