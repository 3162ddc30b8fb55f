import type { ActivityFacts, ActivitySentence } from "../activityFacts";
import { lookup } from "../lookup";

/** Who did something, and to whom, in words that a sentence can take up. */
interface Told {
  /** "You", a name, or "Someone". */
  who: string;
  /** "your", "their", or "Bob Example’s". */
  whose: string;
  /** "you", or a name. */
  whom: string;
  /** It was done to oneself. */
  isOwn: boolean;
  detail: ActivityFacts["detail"];
}

/** Gives each sentence its facts in English words. */
function inWords<Action extends string>(
  sentences: Record<Action, (told: Told) => string>,
): Record<Action, ActivitySentence> {
  const told = Object.entries<(told: Told) => string>(sentences).map(
    ([action, sentence]) => [action, (facts: ActivityFacts) => sentence(wordsOf(facts))] as const,
  );
  return Object.fromEntries(told) as Record<Action, ActivitySentence>;
}

function wordsOf({ actor, subject, isOwn, detail }: ActivityFacts): Told {
  const who = actor.isReader ? "You" : actor.name;
  if (subject.isReader) return { who, whose: "your", whom: "you", isOwn, detail };
  return { who, whose: isOwn ? "their" : `${subject.name}’s`, whom: subject.name, isOwn, detail };
}

const PROOFS: Readonly<Record<string, string>> = {
  password: "the password alone",
  remembered_device: "the password on a remembered device",
  totp: "password and app",
  sms: "password and text",
  backup_code: "password and backup code",
};

const ROLES: Readonly<Record<string, string>> = { admin: "an admin", member: "a member" };

function proofOf({ proof }: Told["detail"]): string {
  return PROOFS[String(proof)] ?? "";
}

function roleOf({ role }: Told["detail"]): string {
  return ROLES[String(role)] ?? String(role);
}

function policyOf(detail: Told["detail"]): string {
  const demand = detail.require_two_factor
    ? "two-factor for everyone"
    : detail.require_two_factor_for_admins
      ? "two-factor for admins"
      : "two-factor for nobody";
  return [
    demand,
    `${counted(detail.grace_days, "day")} of grace`,
    detail.allow_sms ? "texts allowed" : "no texts",
    detail.allow_remember_device ? "devices remembered" : "no device remembered",
  ].join(", ");
}

function counted(count: unknown, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

/** One for each action that docs/events.md names. */
const sentences = inWords({
  logged_in: ({ who, detail }) => {
    const by = proofOf(detail) && ` with ${proofOf(detail)}`;
    return `${who} logged in${by}${detail.known_client === false ? ", from a new browser" : ""}.`;
  },
  login_unfinished: ({ whose }) => `Someone gave ${whose} right password, but no right code.`,
  wrong_codes: ({ whose, detail }) =>
    `${counted(detail.count, "wrong code")} came after ${whose} right password.`,
  logged_out: ({ who }) => `${who} logged out.`,
  session_ended: ({ who, whose }) => `${who} ended one of ${whose} sessions.`,
  sessions_ended: ({ who, whose, isOwn }) => `${who} ended all ${whose} ${isOwn ? "other " : ""}sessions.`,
  refresh_reused: ({ whose }) => `One of ${whose} sessions was ended: its key came back a second time.`,
  device_remembered: ({ who }) => `${who} had a device remembered, which logs in without a code.`,
  device_forgotten: ({ who, whose }) => `${who} had one of ${whose} remembered devices forgotten.`,
  devices_forgotten: ({ who, whose }) => `${who} had all ${whose} remembered devices forgotten.`,
  password_reset_requested: ({ who, whose }) => `${who} asked for a link to reset ${whose} password.`,
  password_reset: ({ who, whom, isOwn }) =>
    isOwn ? `${who} chose a new password by a mailed link.` : `${who} set a new password for ${whom}.`,
  password_changed: ({ who, whose }) => `${who} changed ${whose} password.`,
  email_change_requested: ({ who, whose }) => `${who} asked to change ${whose} e-mail address.`,
  email_changed: ({ who, whose }) => `${who} changed ${whose} e-mail address.`,
  phone_changed: ({ who, whose }) => `${who} changed ${whose} phone number.`,
  phone_removed: ({ who, whose }) => `${who} removed ${whose} phone number.`,
  phone_verified: ({ who, whose }) => `${who} verified ${whose} phone number.`,
  two_factor_enabled: ({ who }) => `${who} switched two-factor on.`,
  two_factor_replaced: ({ who }) => `${who} set up a new authenticator app.`,
  two_factor_disabled: ({ who }) => `${who} switched two-factor off.`,
  two_factor_reset: ({ who, whose, detail }) =>
    `${who} reset ${whose} two-factor.${detail.reason ? ` Reason: “${detail.reason}”` : ""}`,
  backup_codes_created: ({ who }) => `${who} made new backup codes.`,
  backup_code_spent: ({ who, detail }) =>
    `${who} used a backup code; ${detail.left} ${detail.left === 1 ? "is" : "are"} left.`,
  api_token_created: ({ who, detail }) => `${who} made the API token “${detail.name}”.`,
  api_token_deleted: ({ who, detail }) => `${who} deleted the API token “${detail.name}”.`,
  user_added: ({ who, whom, detail }) => `${who} added ${whom} as ${roleOf(detail)}.`,
  user_invited: ({ who, whom, detail }) => `${who} invited ${whom} as ${roleOf(detail)}.`,
  invitation_sent: ({ who, whom }) => `${who} sent ${whom} the invitation again.`,
  invitation_accepted: ({ who }) => `${who} accepted the invitation.`,
  name_changed: ({ who, whose }) => `${who} changed ${whose} name.`,
  role_changed: ({ who, whom, detail }) => `${who} made ${whom} ${roleOf(detail)}.`,
  user_disabled: ({ who, whose }) => `${who} disabled ${whose} account.`,
  user_enabled: ({ who, whose }) => `${who} enabled ${whose} account.`,
  user_deleted: ({ who, whom }) => `${who} removed ${whom} from the team.`,
  policy_changed: ({ who, detail }) => `${who} changed the team’s policy: ${policyOf(detail)}.`,
});

export const activity = {
  activity: {
    title: "Activity",
    lead: "What happened to your account. Is there something that wasn’t you? Change your password, and end the other sessions.",
    leadTeam: (team: string) => `What happened in ${team}.`,
    choice: "Whose activity",
    own: "Yours",
    team: "The team’s",
    filter: "Person",
    filterHint: "Name or username; empty for everyone",
    removedUser: "Removed user",
    showPeople: "Show people",
    nobody: "Nobody matches.",
    since: "Since",
    /** By the days to look back; empty for all that there is. */
    sinceOptions: [
      ["", "The beginning"],
      ["0", "Today"],
      ["7", "7 days ago"],
      ["30", "30 days ago"],
      ["90", "90 days ago"],
    ] as ReadonlyArray<readonly [string, string]>,
    none: "Nothing has happened yet.",
    noneMatches: "Nothing matches. Look at more people, or further back.",
    more: "Show more",
    today: "Today",
    yesterday: "Yesterday",
    unusual: "Unusual:",
    you: "You",
    someone: "Someone",
    operator: "The service’s operator",
    theTeam: "the team",
    sentences: lookup(sentences),
    /** For actions that came after this page was made: the words of its name. */
    unknown: (who: string, words: string) => `${who}: ${words}.`,
    lastLogIns: "Last log-ins",
    noLogIn: "No log-in is on record yet.",
    all: "All activity",
    proven: (proof: string) => PROOFS[proof] ?? "",
  },
};
