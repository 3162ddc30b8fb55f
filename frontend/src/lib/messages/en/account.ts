export const account = {
  menu: {
    twoFactor: "2-Factor Auth",
    team: "Team",
    dashboard: "Dashboard",
    logOut: "Log out",
  },

  dashboard: {
    title: "Dashboard",
    hello: (name: string) => `Hello, ${name}`,
    lastLogin: (when: string) => `Last log-in ${when}`,
    protected: "Your account is protected by two-factor",
    protectedText: "Logging in asks for your password and a code.",
    unprotected: "Protect your account with two-factor",
    unprotectedText:
      "With a code from your phone, a stolen password alone opens nothing. It takes two minutes.",
    requiredFrom: (when: string) => `Your team requires it from ${when}.`,
    switchOn: "Switch it on",
    manage: "Manage 2-Factor Auth",
    team: "Team",
    teamText: (team: string) => `You belong to ${team}.`,
    teamLink: "Open the team",
  },
};
