import type { Fault } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { ApiProblem, problemOf, Unreachable } from "./problem";
import { StepUpDeclined } from "./stepUp";

/** The sentence for an error that isn't one field's. Clients translate by `code` and `reason` alone. */
export function explain(error: unknown): Fault {
  if (error instanceof Unreachable) return { message: t.problems.unreachable };
  if (!(error instanceof ApiProblem)) return { message: t.problems.fallback };
  const { code, reason, retry_after } = error.problem;
  const message = (reason && t.verify.smsReasons[reason]) || t.problems[code] || t.problems.fallback;
  return { message, waitSeconds: retry_after ?? undefined };
}

/** What a form says after a refused act. A step-up that was declined is no fault: what was typed stays. */
export function explainAct(error: unknown): Fault[] {
  return error instanceof StepUpDeclined ? [] : [explain(error)];
}

interface Attempt {
  /** A text was asked for, so the code may be an older text's. */
  isTextSent?: boolean;
  /** An app's code was refused before: perhaps the phone's clock is off. */
  isRepeated?: boolean;
}

/** What the field says after a refused code. */
export function explainCode(error: unknown, attempt: Attempt = {}): Fault[] {
  const refusal = problemOf(error, "invalid_code");
  if (refusal) return [{ field: "code", message: refusalSentence(refusal, attempt) }];
  if (problemOf(error, "validation_failed")) return [{ field: "code", message: t.code.notDigits }];
  return [explain(error)];
}

function refusalSentence(refusal: ApiProblem["problem"], attempt: Attempt): string {
  if (refusal.reason === "already_used") return t.code.alreadyUsed(refusal.retry_after ?? 30);
  const left = refusal.attempts_remaining;
  const hint = attempt.isTextSent ? t.code.olderText : attempt.isRepeated ? t.code.clockHint : "";
  return [
    refusal.reason === "clock_behind" ? t.code.clockBehind : t.code.wrong,
    left ? t.code.triesLeft(left) : "",
    refusal.reason === "clock_behind" ? "" : hint,
  ]
    .filter(Boolean)
    .join(" ");
}

/** The faults of a refused body, each at its field; `sentences` has one for each of the field's codes. */
export function explainFields(
  error: unknown,
  sentences: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Fault[] {
  const errors = problemOf(error, "validation_failed")?.errors ?? [];
  const faults = errors.flatMap(({ pointer, code }) => {
    // Of a list's item, as in `/scopes/1`, the list is the field.
    const field = pointer.split("/")[1] ?? "";
    const message = sentences[field]?.[code];
    return message ? [{ field, message }] : [];
  });
  return faults.length > 0 ? faults : explainAct(error);
}
