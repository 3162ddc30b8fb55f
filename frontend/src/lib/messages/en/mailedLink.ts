export const mailedLink = {
  invitation: {
    title: "Accept your invitation",
    lead: (team: string) => `You are invited to ${team}. Choose a password to log in with.`,
    accept: "Accept invitation",
    expired: "It may have been used, replaced or run out. Ask the person who invited you for a new one.",
  },

  mailedLink: {
    deadTitle: "This link doesn’t work any more",
    missingTitle: "This link isn’t whole",
    missing: "Open the whole link from your mail, or copy it into the address bar to its last character.",
    toLogin: "To the log-in page",
  },
};
