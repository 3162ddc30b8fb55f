import { bareCode, isBackupCode, isSixDigits } from "./code";
import { t } from "./messages/t";

/** What is wrong with the form of a code, so that no try is lost on it. */
export function judgeDigits(typed: string): string | undefined {
  const code = bareCode(typed);
  if (code === "") return t.code.missing;
  if (isSixDigits(code)) return undefined;
  return /^\d+$/.test(code) ? t.code.length(code.length) : t.code.notDigits;
}

export function judgeBackupCode(typed: string): string | undefined {
  const code = bareCode(typed);
  if (code === "") return t.code.missing;
  return isBackupCode(code) ? undefined : t.code.backupForm;
}

/** For a field that takes either kind. */
export function judgeAnyCode(typed: string): string | undefined {
  return isBackupCode(bareCode(typed)) ? undefined : judgeDigits(typed);
}
