/** Somebody in the activity log. */
export interface Party {
  readonly name: string;
  readonly isReader: boolean;
}

/** What a sentence of the activity log is made of; each language has its own grammar for it. */
export interface ActivityFacts {
  readonly actor: Party;
  readonly subject: Party;
  /** It was done to oneself. */
  readonly isOwn: boolean;
  readonly detail: Readonly<Record<string, unknown>>;
}

export type ActivitySentence = (facts: ActivityFacts) => string;
