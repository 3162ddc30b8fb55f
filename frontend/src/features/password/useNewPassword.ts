import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Fault } from "@/lib/fault";
import { judgePassword, type PasswordFault } from "@/lib/judgePassword";
import { t } from "@/lib/messages/t";
import { usePortalName } from "@/lib/portalName";
import { commonPasswordsQuery } from "./commonPasswords";

/**
 * The sentences for what the service refused. What is too short by the common rule never gets there, so
 * "too short" means that this service has a longer one.
 */
export function refusals(): Readonly<Record<string, string>> {
  return { ...t.newPassword.faults, too_short: t.newPassword.tooShortHere };
}

export interface NewPassword {
  readonly field: string;
  readonly value: string;
  /** From the rules of the service and the names that the page knows; the service knows more. */
  readonly verdict: PasswordFault | undefined;
  /** Whether the last press was about this very password: what was said of another isn't true of it. */
  readonly isJudged: boolean;
  readonly change: (value: string) => void;
  /** What the press finds wrong with it. */
  readonly judge: () => Fault[];
}

/** A password that is being chosen, by the name that its call has for it. */
export function useNewPassword(field: string, names: readonly string[]): NewPassword {
  const [value, change] = useState("");
  const [judged, setJudged] = useState<string>();
  const brand = usePortalName();
  const { data: common } = useQuery({ ...commonPasswordsQuery, enabled: value !== "" });
  const verdict = judgePassword(value, { names: [...names, brand], common });

  function judge(): Fault[] {
    setJudged(value);
    if (value === "") return [{ field, message: t.newPassword.missing }];
    const message = verdict && t.newPassword.faults[verdict];
    return message ? [{ field, message }] : [];
  }

  return { field, value, verdict, isJudged: value === judged, change, judge };
}
