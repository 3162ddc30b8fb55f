import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute, Link, useNavigate } from "@tanstack/react-router";
import { meQuery } from "@/features/account/queries";
import { ActivityLog } from "@/features/activity/ActivityLog";
import { activityQuery, type Scope } from "@/features/activity/queries";
import { UserPicker } from "@/features/team/UserPicker";
import { inTime } from "@/lib/inTime";
import { useLanguage } from "@/lib/language";
import { t } from "@/lib/messages/t";
import { Page } from "@/ui/Page";
import { Segments } from "@/ui/Segments";
import { SelectField } from "@/ui/SelectField";

interface ActivitySearch {
  /** Whose: one's own unless it says the team's, which is for admins. */
  of?: "team" | undefined;
  /** The id of the one person of the team that is asked about. */
  user?: string | undefined;
  /** How many days to look back. */
  days?: number | undefined;
}

export const Route = createFileRoute("/_signedIn/activity")({
  validateSearch: ({ of, user, days }): ActivitySearch => ({
    of: of === "team" ? of : undefined,
    user: typeof user === "string" ? user : undefined,
    days: isOffered(days) ? days : undefined,
  }),
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient }, deps }) => {
    const { role } = await queryClient.ensureQueryData(meQuery);
    await inTime(queryClient.prefetchInfiniteQuery(activityQuery(scopeOf(deps, role))));
  },
  component: ActivityPage,
});

function scopeOf({ of, user, days }: ActivitySearch, role: string): Scope {
  return role === "admin" && of === "team" ? { of, user, days } : { of: "own" };
}

function ActivityPage() {
  useLanguage();
  const { data: me } = useSuspenseQuery(meQuery);
  const { of, user, days } = Route.useSearch();
  const navigate = useNavigate({ from: "/activity" });
  const isAdmin = me.role === "admin";
  const scope = scopeOf({ of, user, days }, me.role);
  const isOfTeam = scope.of === "team";
  const narrow = (filter: Pick<ActivitySearch, "user" | "days">) =>
    navigate({ search: { of: "team", user, days, ...filter }, replace: true });

  return (
    <Page title={t.activity.title} lead={isOfTeam ? t.activity.leadTeam(me.team.name) : t.activity.lead}>
      {isAdmin && (
        <Segments label={t.activity.choice}>
          <Link to="/activity" search={{}} activeOptions={{ exact: true, includeSearch: true }}>
            {t.activity.own}
          </Link>
          <Link to="/activity" search={{ of: "team" }} activeOptions={{ includeSearch: true }}>
            {t.activity.team}
          </Link>
        </Segments>
      )}
      <ActivityLog
        scope={scope}
        ownId={me.id}
        filter={
          isOfTeam && (
            <>
              <UserPicker selected={user} onSelect={(id) => narrow({ user: id })} />
              <SelectField
                label={t.activity.since}
                name="days"
                value={days === undefined ? "" : String(days)}
                options={t.activity.sinceOptions}
                onChange={(value) => narrow({ days: value === "" ? undefined : Number(value) })}
              />
            </>
          )
        }
      />
    </Page>
  );
}

function isOffered(days: unknown): days is number {
  return typeof days === "number" && t.activity.sinceOptions.some(([value]) => value === String(days));
}
