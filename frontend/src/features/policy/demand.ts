import type { TeamPolicy } from "./queries";

export const DEMANDS = ["nobody", "admins", "everyone"] as const;

/** Whom a policy demands a second factor of. */
export type Demand = (typeof DEMANDS)[number];

export function demandOf(policy: TeamPolicy): Demand {
  if (policy.require_two_factor) return "everyone";
  return policy.require_two_factor_for_admins ? "admins" : "nobody";
}

/** The same policy with another demand. "Everyone" has the admins in it, whatever their own switch says. */
export function demanding(policy: TeamPolicy, demand: Demand): TeamPolicy {
  return {
    ...policy,
    require_two_factor: demand === "everyone",
    require_two_factor_for_admins:
      demand === "everyone" ? policy.require_two_factor_for_admins : demand === "admins",
  };
}
