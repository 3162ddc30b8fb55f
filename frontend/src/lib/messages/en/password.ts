export const password = {
  newPassword: {
    username: "Username",
    label: "New password",
    hint: "At least 12 characters. Several words make a good one.",
    missing: "Choose a password.",
    /** While it is typed. */
    verdicts: {
      too_short: "Too short so far",
      too_long: "Too long",
      too_common: "Too common: guessers try it first",
      contains_name: "Too easy: it has a name in it",
    },
    strengths: ["Too short so far", "Strength: Fair", "Strength: Good", "Strength: Strong"],
    /** After the press. */
    faults: {
      too_short: "Too short: use at least 12 characters.",
      too_long: "Too long: use at most 256 characters.",
      too_common: "Too common: guessers try this password first. Choose another one.",
      contains_name: "It has your name, your team’s or ours in it. Leave that out.",
    } as Record<string, string>,
    tooShortHere: "Too short: this service asks for longer ones. Add a word or two.",
  },
};
