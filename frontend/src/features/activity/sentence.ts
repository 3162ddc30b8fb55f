import type { Party } from "@/lib/messages/activityFacts";
import { t } from "@/lib/messages/t";
import type { Activity } from "./queries";

/** What somebody should look at: it is what an intruder's doings look like. */
const UNUSUAL = new Set(["login_unfinished", "wrong_codes", "refresh_reused"]);

export function isUnusual({ action }: Activity): boolean {
  return UNUSUAL.has(action);
}

/** What happened, in a sentence. An action that this page doesn't know is told by the words of its name. */
export function sentenceOf(activity: Activity, ownId: string): string {
  const { action, detail } = activity;
  const facts = {
    actor: actorOf(activity, ownId),
    subject: subjectOf(activity, ownId),
    isOwn: activity.actor?.id !== undefined && activity.actor.id === activity.subject?.id,
    detail,
  };
  if (!Object.hasOwn(t.activity.sentences, action)) {
    const who = facts.actor.isReader ? t.activity.you : facts.actor.name;
    return t.activity.unknown(who, action.replaceAll("_", " "));
  }
  return capitalised(t.activity.sentences[action]?.(facts) ?? "");
}

function actorOf({ actor, detail }: Activity, ownId: string): Party {
  if (actor) return { name: actor.name, isReader: actor.id === ownId };
  const name = detail.by === "command_line" ? t.activity.operator : t.activity.someone;
  return { name, isReader: false };
}

function subjectOf({ subject }: Activity, ownId: string): Party {
  return { name: subject?.name ?? t.activity.theTeam, isReader: subject?.id === ownId };
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
