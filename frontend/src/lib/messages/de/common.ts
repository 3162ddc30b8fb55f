import type { common as english } from "../en/common";

export const common: typeof english = {
  common: {
    cancel: "Abbrechen",
    username: "Benutzername",
    retry: "Noch einmal versuchen",
    loading: "Wird geladen…",
    show: "Zeigen",
    hide: "Verbergen",
    copy: "Kopieren",
    copied: "Kopiert",
    copyFailed: "Nicht kopiert: bitte von Hand",
    showPassword: "Passwort zeigen",
    hidePassword: "Passwort verbergen",
    summary: "Bitte sehen Sie sich das noch einmal an",
    skipToContent: "Zum Inhalt springen",
    wait: (clock) => `In ${clock} können Sie es noch einmal versuchen.`,
  },

  theme: { label: "Farben", system: "Wie das System", light: "Hell", dark: "Dunkel" },

  language: {
    label: "Sprache",
    failed:
      "Die Sprache konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
  },

  problems: {
    unreachable:
      "Der Dienst ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
    rate_limited: "Zu viele Versuche. Bitte warten Sie, bevor Sie es noch einmal versuchen.",
    overloaded: "Der Dienst ist gerade stark ausgelastet. Bitte warten Sie einen Moment.",
    unavailable: "Der Dienst ist gerade nicht verfügbar. Bitte warten Sie einen Moment.",
    forbidden: "Dazu haben Sie kein Recht.",
    not_found: "Das gibt es nicht mehr.",
    origin_not_allowed: "Diese Adresse darf den Dienst nicht benutzen.",
    invalid_token: "Ihre Sitzung ist beendet. Bitte melden Sie sich neu an.",
    enrollment_required:
      "Ihr Team verlangt zwei Faktoren. Bitte melden Sie sich neu an, um sie einzurichten.",
    enrollment_expired: "Die Zeit zum Einrichten ist um. Bitte beginnen Sie mit einem neuen QR-Code.",
    required_by_team: "Ihr Team verlangt zwei Faktoren; sie lassen sich deshalb nicht ausschalten.",
    two_factor_off: "Die Zwei-Faktor-Anmeldung ist aus. Schalten Sie sie zuerst ein.",
    last_admin: "Das ist der einzige aktive Admin des Teams. Machen Sie zuerst jemand anderen zum Admin.",
    sms_unavailable: "An Ihre Nummer können wir gerade keine SMS senden.",
    sms_not_sent:
      "Die SMS konnte nicht gesendet werden. Bitte versuchen Sie es noch einmal oder nehmen Sie einen anderen Weg.",
    fallback: "Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.",
  },

  code: {
    missing: "Geben Sie den Code ein.",
    length: (typed) => `Ein Code hat 6 Ziffern; dieser hat ${typed}.`,
    notDigits: "Ein Code aus der App oder einer SMS hat 6 Ziffern und sonst nichts.",
    backupForm: "Ein Backup-Code hat 10 Buchstaben und Ziffern, wie 7K2M4-9QXRT.",
    wrong: "Dieser Code stimmt nicht.",
    triesLeft: (n) => (n === 1 ? "Sie haben noch 1 Versuch." : `Sie haben noch ${n} Versuche.`),
    alreadyUsed: (seconds) => `Dieser Code wurde schon benutzt. Ihre App zeigt den nächsten in ${seconds} s.`,
    clockBehind:
      "Dieser Code ist zu alt: Die Uhr Ihres Handys geht nach. Lassen Sie sie die Zeit automatisch stellen und nehmen Sie dann den nächsten Code.",
    clockHint:
      "Wenn die Codes Ihrer App immer wieder nicht stimmen, prüfen Sie, ob Ihr Handy die Zeit automatisch stellt.",
    olderText: "Wenn mehrere SMS gekommen sind, nehmen Sie den Code aus der neuesten.",
  },

  notFound: {
    title: "Seite nicht gefunden",
    text: "Unter dieser Adresse gibt es keine Seite.",
    home: "Zur Übersicht",
  },

  failure: { title: "Etwas ist schiefgegangen" },

  device: {
    unknown: "Unbekanntes Gerät",
    browserOn: (browser, system) => `${browser} unter ${system}`,
  },
};
