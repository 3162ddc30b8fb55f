export const account = {
  menu: {
    twoFactor: "2-Factor Auth",
    team: "Team",
    sessions: "Sessions and devices",
    activity: "Activity",
    password: "Password",
    apiTokens: "API tokens",
    dashboard: "Dashboard",
    logOut: "Log out",
  },

  idle: {
    title: "Are you still there?",
    lead: (clock: string) => `For your safety your session ends in ${clock}.`,
    announced: "For your safety your session ends in two minutes.",
    stay: "Stay logged in",
    logOut: "Log out",
  },

  dashboard: {
    title: "Dashboard",
    hello: (name: string) => `Hello, ${name}`,
    lead: (team: string) => `You belong to ${team}.`,
    protected: "Your account is protected by two-factor",
    protectedText: "Logging in asks for your password and a code.",
    unprotected: "Protect your account with two-factor",
    unprotectedText:
      "With a code from your phone, a stolen password alone opens nothing. It takes two minutes.",
    requiredBy: (when: string) => `Your team requires two-factor from ${when}`,
    requiredText: "From then on you log in only once it is set up.",
    switchOn: "Switch it on",
    manage: "Manage 2-Factor Auth",
    account: "Your account",
    accountText: (username: string, email: string) => `You log in as ${username}. Our mails go to ${email}.`,
    changePassword: "Change your password",
    changeEmail: "Change your e-mail address",
  },
};
