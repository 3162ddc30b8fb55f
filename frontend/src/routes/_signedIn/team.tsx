import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { meQuery } from "@/features/account/queries";
import { EditUserDialog } from "@/features/team/EditUserDialog";
import { TeamList } from "@/features/team/TeamList";
import { t } from "@/lib/messages/t";
import { Page } from "@/ui/Page";

interface TeamSearch {
  /** The id of the user whose dialog is open, so that other pages can link to it. */
  edit?: string | undefined;
}

export const Route = createFileRoute("/_signedIn/team")({
  validateSearch: ({ edit }): TeamSearch => ({ edit: typeof edit === "string" ? edit : undefined }),
  component: Team,
});

function Team() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { edit } = Route.useSearch();
  const navigate = useNavigate({ from: "/team" });
  const open = (userId: string | undefined) => navigate({ search: { edit: userId }, replace: true });

  return (
    <Page title={t.team.title} lead={t.team.lead(me.team.name)} width="wide">
      <TeamList ownId={me.id} onEdit={open} />
      {edit && <EditUserDialog userId={edit} onClose={() => open(undefined)} />}
    </Page>
  );
}
