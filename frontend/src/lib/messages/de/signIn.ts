import type { signIn as english } from "../en/signIn";

export const signIn: typeof english = {
  login: {
    title: "Anmelden",
    username: "Benutzername",
    password: "Passwort",
    submit: "Anmelden",
    forgot: "Passwort vergessen?",
    usernameMissing: "Geben Sie Ihren Benutzernamen ein.",
    passwordMissing: "Geben Sie Ihr Passwort ein.",
    invalid: "Der Benutzername oder das Passwort stimmt nicht.",
    reasons: {
      logged_out: "Sie sind abgemeldet.",
      expired: "Ihre Sitzung ist abgelaufen. Bitte melden Sie sich neu an.",
      ended:
        "Ihre Sitzung wurde von einem anderen Gerät oder von einem Admin Ihres Teams beendet. Bitte melden Sie sich neu an.",
      enrollment_required: "Ihr Team verlangt jetzt zwei Faktoren. Melden Sie sich an, um sie einzurichten.",
      password_changed: "Das Passwort wurde geändert. Bitte melden Sie sich mit dem neuen an.",
      superseded: "Sie haben in einem anderen Fenster weitergemacht. Bitte melden Sie sich neu an.",
      other_user: "In diesem Browser hat sich jemand anderes angemeldet.",
      challenge_expired: "Die Zeit für den Code ist um. Bitte geben Sie Ihr Passwort noch einmal ein.",
      tries_used: "Zu viele falsche Codes. Bitte geben Sie Ihr Passwort noch einmal ein.",
      password_set: "Ihr Passwort ist gesetzt. Melden Sie sich jetzt damit an.",
      password_reset:
        "Ihr neues Passwort ist gesetzt, und Sie sind überall abgemeldet. Melden Sie sich jetzt damit an.",
    },
  },

  verify: {
    title: "Zweiter Faktor",
    lead: "Geben Sie den Code ein, den Ihre Authenticator-App zeigt.",
    leadSms: "Geben Sie den Code aus der App ein oder lassen Sie sich einen auf Ihr Handy senden.",
    leadBackup: "Geben Sie einen der Backup-Codes ein, die Sie notiert haben. Jeder gilt ein Mal.",
    remember: (days) =>
      days === 1 ? "Diesem Gerät 1 Tag lang vertrauen" : `Diesem Gerät ${days} Tage lang vertrauen`,
    rememberHint: "Nicht auf einem gemeinsam benutzten Rechner",
    code: "Bestätigungscode",
    backupCode: "Backup-Code",
    submit: "Anmelden",
    send: "Code per SMS senden",
    sendTo: (phone) => `an ${phone}`,
    sent: (phone) => `Wir haben einen Code an ${phone} gesendet.`,
    sendAgain: "Noch einmal senden",
    sendAgainIn: (clock) => `Noch einmal senden in ${clock}`,
    tooEarly: (clock) => `Die SMS ist unterwegs. In ${clock} können Sie sie noch einmal senden.`,
    useBackup: (left) => `Backup-Code benutzen (noch ${left})`,
    useApp: "Code aus der App oder einer SMS benutzen",
    stuck: "Ich kann nichts davon benutzen",
    stuckWays: [
      "Suchen Sie die Backup-Codes, die Sie beim Einrichten notiert oder gedruckt haben.",
      "Fragen Sie einen Admin Ihres Teams: Er kann Ihren zweiten Faktor zurücksetzen.",
      "Schreiben Sie unserem Support oder rufen Sie ihn an, unten auf dieser Seite.",
    ],
    holds: "Diese Seite gilt 5 Minuten.",
    soonOver: (clock) => `Diese Seite läuft in ${clock} ab.`,
    soonOverAnnounced: "Diese Seite läuft in einer Minute ab.",
    otherUser: "Als jemand anderes anmelden",
    smsReasons: {
      no_number: "Es ist keine Handynummer hinterlegt.",
      unverified: "Ihre Handynummer ist noch nicht bestätigt.",
      team_forbids: "Ihr Team erlaubt keine Codes per SMS.",
      no_gateway: "Zurzeit können keine SMS gesendet werden.",
      country_not_allowed: "In Ihr Land senden wir keine SMS.",
      number_invalid: "Ihre Handynummer gibt es nicht.",
      not_mobile: "Ihre Nummer kann keine SMS empfangen.",
      region_blocked: "In Ihr Land können wir keine SMS senden.",
      opted_out: "Ihr Handy hat unsere SMS abbestellt. Antworten Sie START auf unsere letzte.",
      gateway_down:
        "Der SMS-Dienst antwortet nicht. Bitte versuchen Sie es noch einmal oder nehmen Sie einen anderen Weg.",
    },
  },
};
