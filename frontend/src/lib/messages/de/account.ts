import type { account as english } from "../en/account";

export const account: typeof english = {
  menu: {
    twoFactor: "Zwei-Faktor-Anmeldung",
    team: "Team",
    sessions: "Sitzungen und Geräte",
    activity: "Aktivitäten",
    password: "Passwort",
    apiTokens: "API-Tokens",
    dashboard: "Übersicht",
    logOut: "Abmelden",
  },

  idle: {
    title: "Sind Sie noch da?",
    lead: (clock) => `Zu Ihrer Sicherheit endet Ihre Sitzung in ${clock}.`,
    announced: "Zu Ihrer Sicherheit endet Ihre Sitzung in zwei Minuten.",
    stay: "Angemeldet bleiben",
    logOut: "Abmelden",
  },

  dashboard: {
    title: "Übersicht",
    hello: (name) => `Hallo, ${name}`,
    lead: (team) => `Sie gehören zu ${team}.`,
    protected: "Ihr Konto ist mit zwei Faktoren geschützt",
    protectedText: "Zum Anmelden braucht es Ihr Passwort und einen Code.",
    unprotected: "Schützen Sie Ihr Konto mit einem zweiten Faktor",
    unprotectedText:
      "Mit einem Code von Ihrem Handy öffnet ein gestohlenes Passwort allein nichts. Es dauert zwei Minuten.",
    requiredBy: (when) => `Ihr Team verlangt ab ${when} zwei Faktoren`,
    requiredText: "Von da an können Sie sich erst anmelden, wenn alles eingerichtet ist.",
    switchOn: "Einschalten",
    manage: "Zwei-Faktor-Anmeldung verwalten",
    account: "Ihr Konto",
    accountText: (username, email) => `Sie melden sich als ${username} an. Unsere E-Mails gehen an ${email}.`,
    changePassword: "Passwort ändern",
    changeEmail: "E-Mail-Adresse ändern",
  },
};
