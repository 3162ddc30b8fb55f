import { t } from "@/lib/messages/t";
import { formatDay } from "@/lib/time";
import { demandOf } from "./demand";
import type { TeamPolicy } from "./queries";

const DAY_MS = 86_400_000;

/** What saving one policy in another's place does, and to whom. Nothing, where they are the same. */
export function effectsOf(before: TeamPolicy, after: TeamPolicy, now: Date): string[] {
  const { effect } = t.policy;
  return [
    ...effectsOnDemand(before, after, now),
    ...(before.allow_sms === after.allow_sms ? [] : [after.allow_sms ? effect.smsOn : effect.smsOff]),
    ...(before.allow_remember_device === after.allow_remember_device
      ? []
      : [after.allow_remember_device ? effect.rememberOn : effect.rememberOff]),
  ];
}

function effectsOnDemand(before: TeamPolicy, after: TeamPolicy, now: Date): string[] {
  const { effect } = t.policy;
  const [former, demand] = [demandOf(before), demandOf(after)];
  const days = after.grace_days;
  // A demand that is new begins with its own grace; one that was there already keeps its beginning.
  const by = formatDay(new Date(now.getTime() + days * DAY_MS));
  const onGrace = former === "nobody" || days === before.grace_days ? [] : [effect.grace(days)];

  if (demand === "nobody") return former === "nobody" ? [] : [effect.allFree];
  if (demand === former) return onGrace;
  if (former === "everyone") return [effect.membersFree, ...onGrace];
  if (days === 0) return [demand === "everyone" ? effect.everyoneNow : effect.adminsNow];
  if (former === "admins") return [effect.membersBy(by), ...onGrace];
  return [demand === "everyone" ? effect.everyoneBy(by) : effect.adminsBy(by)];
}
