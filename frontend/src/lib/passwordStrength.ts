/** The shortest password that the service takes (rule S19). */
const SHORTEST = 12;
const GOOD = 16;
const STRONG = 20;

export type Strength = 0 | 1 | 2 | 3;

/**
 * A rough measure to guide the choice: length counts, sameness doesn't. Whether a password is common is for
 * the service to say.
 */
export function passwordStrength(password: string): Strength {
  const characters = [...password.normalize("NFKC")];
  if (characters.length < SHORTEST) return 0;
  const weight = Math.min(characters.length, new Set(characters).size * 2);
  if (weight >= STRONG) return 3;
  return weight >= GOOD ? 2 : 1;
}
