import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { meQuery } from "@/features/account/queries";
import { teamUsersQuery } from "@/features/team/queries";
import { TeamBoard } from "@/features/team/TeamBoard";
import { inTime } from "@/lib/inTime";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Page } from "@/ui/Page";

interface TeamSearch {
  /** The id of the user whose dialog is open, so that other pages can link to it. */
  edit?: string | undefined;
}

export const Route = createFileRoute("/_signedIn/team")({
  validateSearch: ({ edit }): TeamSearch => ({ edit: typeof edit === "string" ? edit : undefined }),
  loader: ({ context: { queryClient } }) => inTime(queryClient.prefetchInfiniteQuery(teamUsersQuery(""))),
  component: Team,
});

function Team() {
  useLanguage();
  const { data: me } = useSuspenseQuery(meQuery);
  const { edit } = Route.useSearch();
  const navigate = useNavigate({ from: "/team" });
  const open = (userId: string | undefined) => navigate({ search: { edit: userId }, replace: true });

  return (
    <Page title={t.team.title} lead={t.team.lead(me.team.name)} width="wide">
      <TeamBoard
        ownId={me.id}
        isAdmin={me.role === "admin"}
        edited={edit}
        onEdit={open}
        onShowActivity={(user) => navigate({ to: "/activity", search: { of: "team", user } })}
      />
    </Page>
  );
}
