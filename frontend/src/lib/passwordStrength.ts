import { lengthOf, MIN_LENGTH } from "./judgePassword";

const GOOD = 16;
const STRONG = 20;

export type Strength = 0 | 1 | 2 | 3;

/** How strong a password is that the rules allow; a rough measure: length counts, sameness doesn't. */
export function passwordStrength(password: string): Strength {
  const length = lengthOf(password);
  if (length < MIN_LENGTH) return 0;
  const weight = Math.min(length, new Set(password.normalize("NFKC")).size * 2);
  if (weight >= STRONG) return 3;
  return weight >= GOOD ? 2 : 1;
}
