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
  const who = actorOf(activity, ownId);
  if (!Object.hasOwn(t.activity.sentences, action))
    return t.activity.unknown(who, action.replaceAll("_", " "));
  return capitalised(t.activity.sentences[action]?.({ who, ...subjectOf(activity, ownId), detail }) ?? "");
}

function actorOf({ actor, detail }: Activity, ownId: string): string {
  if (actor) return actor.id === ownId ? t.activity.you : actor.name;
  return detail.by === "command_line" ? t.activity.operator : t.activity.someone;
}

function subjectOf({ actor, subject }: Activity, ownId: string) {
  const isOwn = actor?.id !== undefined && actor.id === subject?.id;
  if (subject?.id === ownId) return { whose: t.activity.your, whom: t.activity.yourself, isOwn };
  const name = subject?.name ?? t.activity.theTeam;
  return { whose: isOwn ? t.activity.their : t.activity.possessive(name), whom: name, isOwn };
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
