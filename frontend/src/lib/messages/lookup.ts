/**
 * Sentences that are looked up by a word of the wire. Any word may be asked for, and those that are named here
 * must be in every language.
 */
export function lookup<Named extends Readonly<Record<string, unknown>>>(
  sentences: Named,
): Named & Readonly<Record<string, Named[keyof Named]>> {
  return sentences as Named & Readonly<Record<string, Named[keyof Named]>>;
}
