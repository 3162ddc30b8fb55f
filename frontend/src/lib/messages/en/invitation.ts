export const invitation = {
  invitation: {
    title: "Accept your invitation",
    lead: (team: string) => `You are invited to ${team}. Choose a password to log in with.`,
    username: "Username",
    password: "New password",
    passwordHint: "At least 12 characters. Several words make a good one.",
    accept: "Accept invitation",
    expiredTitle: "This link doesn’t work any more",
    expired: "It may have been used, replaced or run out. Ask the person who invited you for a new one.",
    missing: "The address is incomplete. Open the whole link from your mail.",
    toLogin: "To the log-in page",
    passwordMissing: "Choose a password.",
    strength: "Strength",
    strengths: ["Too short", "Fair", "Good", "Strong"],
    faults: {
      too_short: "Too short: use at least 12 characters.",
      too_long: "Too long: use at most 256 characters.",
      too_common: "Too common: many people use this password.",
      contains_name: "Too easy: it is a name of yours, your team’s or ours.",
    } as Record<string, string>,
  },
};
