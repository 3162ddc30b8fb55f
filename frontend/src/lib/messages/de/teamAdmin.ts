import type { teamAdmin as english } from "../en/teamAdmin";

const EMAIL_INVALID = "Geben Sie eine E-Mail-Adresse ein, wie name@example.com.";

const acts: (typeof english)["teamAdmin"]["acts"] = {
  resend_invitation: {
    menu: "Einladung noch einmal senden",
    title: (name) => `${name} die Einladung noch einmal senden?`,
    lead: "Ein neuer Link wird per E-Mail gesendet. Der alte gilt dann nicht mehr.",
    effects: [],
    confirm: "Einladung senden",
    purpose: "Um eine Einladung zu senden, bestätigen Sie, dass Sie es sind.",
    done: (name) => `Eine neue Einladung an ${name} ist unterwegs.`,
  },
  make_admin: {
    menu: "Zum Admin machen",
    title: (name) => `${name} zum Admin machen?`,
    lead: "Admins verwalten alle im Team. Sie können:",
    effects: [
      "Personen einladen, ändern, sperren und entfernen",
      "den zweiten Faktor aller zurücksetzen",
      "die Richtlinie des Teams festlegen und alle Aktivitäten sehen",
    ],
    confirm: "Zum Admin machen",
    purpose: "Um eine Rolle zu ändern, bestätigen Sie, dass Sie es sind.",
    done: (name) => `${name} ist jetzt Admin.`,
  },
  make_member: {
    menu: "Zum Mitglied machen",
    title: (name) => `${name} zum Mitglied machen?`,
    lead: "Die Person bleibt im Team, verwaltet es aber nicht mehr:",
    effects: ["sie ändert nur noch ihr eigenes Konto", "sie sieht die Aktivitäten des Teams nicht mehr"],
    confirm: "Zum Mitglied machen",
    purpose: "Um eine Rolle zu ändern, bestätigen Sie, dass Sie es sind.",
    done: (name) => `${name} ist jetzt Mitglied.`,
  },
  send_password_reset: {
    menu: "Passwort zurücksetzen lassen",
    title: (name) => `${name} das Passwort zurücksetzen lassen?`,
    lead: "Eine E-Mail mit einem Link, um ein neues Passwort zu wählen, wird gesendet.",
    effects: ["das jetzige Passwort gilt, bis ein neues gewählt ist", "der zweite Faktor bleibt, wie er ist"],
    confirm: "E-Mail senden",
    purpose: "Um diese E-Mail zu senden, bestätigen Sie, dass Sie es sind.",
    done: (name) => `Eine E-Mail an ${name} ist unterwegs, um das Passwort zurückzusetzen.`,
  },
  end_sessions: {
    menu: "Sitzungen beenden",
    title: (name) => `Alle Sitzungen von ${name} beenden?`,
    lead: "Die Person wird sofort überall abgemeldet und kann sich neu anmelden.",
    effects: [],
    confirm: "Sitzungen beenden",
    purpose: "Um Sitzungen zu beenden, bestätigen Sie, dass Sie es sind.",
    done: (name) => `Alle Sitzungen von ${name} sind beendet.`,
  },
  reset_two_factor: {
    menu: "Zweiten Faktor zurücksetzen",
    title: (name) => `Den zweiten Faktor von ${name} zurücksetzen?`,
    lead: "Für jemanden, der Handy und Backup-Codes verloren hat. Vergewissern Sie sich, dass die Bitte echt ist. Verloren gehen:",
    effects: [
      "die Authenticator-App und alle Backup-Codes",
      "alle vertrauten Geräte, Sitzungen und API-Tokens",
    ],
    confirm: "Zweiten Faktor zurücksetzen",
    purpose: "Um einen zweiten Faktor zurückzusetzen, bestätigen Sie, dass Sie es sind.",
    done: (name) =>
      `Der zweite Faktor von ${name} ist aus. Das Passwort genügt zum Anmelden und führt, wo zwei Faktoren verlangt sind, zu einem neuen Einrichten.`,
  },
  disable: {
    menu: "Sperren",
    title: (name) => `${name} sperren?`,
    lead: "Das Konto bleibt, lässt sich aber nicht benutzen, bis Sie es entsperren:",
    effects: [
      "die Person wird sofort überall abgemeldet",
      "sie kann sich nicht anmelden, und offene Links gelten nicht mehr",
    ],
    confirm: "Sperren",
    purpose: "Um jemanden zu sperren, bestätigen Sie, dass Sie es sind.",
    done: (name) => `${name} ist gesperrt.`,
  },
  enable: {
    menu: "Entsperren",
    title: (name) => `${name} entsperren?`,
    lead: "Die Person kann sich wieder anmelden, mit ihrem Passwort und ihrem zweiten Faktor.",
    effects: [],
    confirm: "Entsperren",
    purpose: "Um jemanden zu entsperren, bestätigen Sie, dass Sie es sind.",
    done: (name) => `${name} ist entsperrt.`,
  },
  remove: {
    menu: "Entfernen",
    title: (name) => `${name} entfernen?`,
    lead: "Das lässt sich nicht rückgängig machen. Für immer verloren gehen:",
    effects: [
      "das Konto mit Passwort, Handynummer und zweitem Faktor",
      "alle Sitzungen, vertrauten Geräte und API-Tokens",
    ],
    confirm: "Aus dem Team entfernen",
    purpose: "Um jemanden zu entfernen, bestätigen Sie, dass Sie es sind.",
    done: (name) => `${name} ist entfernt.`,
  },
};

export const teamAdmin: typeof english = {
  teamAdmin: {
    invite: "Einladen",
    policy: "Richtlinie des Teams",
    more: (name) => `Mehr zu ${name}`,
    showActivity: "Aktivitäten zeigen",
    acts,
    email: "E-Mail",
    emailHint: "Berichtigen Sie sie, wenn die erste falsch war.",
    reason: "Grund (freiwillig)",
    reasonHint: "Steht dann in den Aktivitäten, wo ihn auch die Person sieht.",
    emailInvalid: EMAIL_INVALID,
    reasonFaults: {
      too_long: "Ein Grund hat höchstens 200 Zeichen.",
      invalid: "Lassen Sie ungewöhnliche Zeichen weg.",
    },
    emailFaults: { invalid: EMAIL_INVALID },
  },

  inviteUser: {
    title: "Jemanden einladen",
    lead: "Die Person bekommt eine E-Mail mit einem Link, um ein Passwort zu wählen.",
    username: "Benutzername",
    usernameHint: "3 bis 64 Zeichen, ohne @ und Leerzeichen. Damit meldet die Person sich an.",
    name: "Name",
    email: "E-Mail",
    role: "Rolle",
    language: "Sprache unserer E-Mails",
    submit: "Einladung senden",
    purpose: "Um jemanden einzuladen, bestätigen Sie, dass Sie es sind.",
    done: (name, email) => `${name} ist eingeladen: Eine E-Mail an ${email} ist unterwegs.`,
    taken: "Dieser Benutzername ist vergeben. Wählen Sie einen anderen.",
    missing: {
      username: "Geben Sie einen Benutzernamen ein.",
      name: "Geben Sie einen Namen ein.",
      email: "Geben Sie eine E-Mail-Adresse ein.",
    },
    faults: {
      username: { invalid: "Ein Benutzername hat 3 bis 64 Zeichen, ohne @ und Leerzeichen." },
      name: { invalid: "Ein Name hat höchstens 100 Zeichen, und keine ungewöhnlichen." },
      email: { invalid: EMAIL_INVALID },
    },
  },
};
