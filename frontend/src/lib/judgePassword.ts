/** Judges new passwords by the rules of the service (S19), in its order; `tests/vectors` holds both together. */
import { fold } from "./fold";

export const MIN_LENGTH = 12;
const MAX_LENGTH = 256;

/** From how many characters on a name may not be part of a password. */
const NAME_LENGTH = 4;

/** What is wrong with a password, in the words of the wire. */
export type PasswordFault = "too_short" | "too_long" | "too_common" | "contains_name";

interface PasswordRules {
  /** The names around the user that the page knows. */
  names: readonly string[];
  /** The common passwords, folded; `undefined` until they have come, and the service has the last word anyway. */
  common: ReadonlySet<string> | undefined;
}

export function judgePassword(password: string, { names, common }: PasswordRules): PasswordFault | undefined {
  const length = lengthOf(password);
  if (length < MIN_LENGTH) return "too_short";
  if (length > MAX_LENGTH) return "too_long";
  const folded = fold(password);
  if (common?.has(folded)) return "too_common";
  if (names.some((name) => holdsName(folded, fold(name)))) return "contains_name";
  return undefined;
}

/** How many characters the service counts: code points after NFKC. */
export function lengthOf(password: string): number {
  return [...password.normalize("NFKC")].length;
}

function holdsName(password: string, name: string): boolean {
  return password === name || ([...name].length >= NAME_LENGTH && password.includes(name));
}
