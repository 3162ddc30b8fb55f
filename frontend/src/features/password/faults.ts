import type { Fault } from "@/lib/fault";
import type { PasswordFault } from "@/lib/judgePassword";
import { t } from "@/lib/messages/t";

/** What the press finds wrong with a new password. */
export function newPasswordFaults(
  field: string,
  password: string,
  verdict: PasswordFault | undefined,
): Fault[] {
  if (password === "") return [{ field, message: t.newPassword.missing }];
  const message = verdict && t.newPassword.faults[verdict];
  return message ? [{ field, message }] : [];
}

/**
 * The sentences for what the service refused. What is too short by the common rule never gets there, so
 * "too short" means that this service has a longer one.
 */
export const REFUSALS: Readonly<Record<string, string>> = {
  ...t.newPassword.faults,
  too_short: t.newPassword.tooShortHere,
};
