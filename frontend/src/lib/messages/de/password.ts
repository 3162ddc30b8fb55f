import type { password as english } from "../en/password";

export const password: typeof english = {
  newPassword: {
    label: "Neues Passwort",
    hint: "Mindestens 12 Zeichen, zum Beispiel ein paar Wörter.",
    missing: "Wählen Sie ein Passwort.",
    verdicts: {
      too_short: "Noch zu kurz",
      too_long: "Zu lang",
      too_common: "Zu verbreitet: Wer rät, versucht es zuerst",
      contains_name: "Zu leicht: Es enthält einen Namen",
    },
    strengths: ["Noch zu kurz", "Stärke: ausreichend", "Stärke: gut", "Stärke: sehr gut"],
    faults: {
      too_short: "Zu kurz: Nehmen Sie mindestens 12 Zeichen.",
      too_long: "Zu lang: Nehmen Sie höchstens 256 Zeichen.",
      too_common: "Zu verbreitet: Wer rät, versucht dieses Passwort zuerst. Wählen Sie ein anderes.",
      contains_name: "Es enthält Ihren Namen, den Ihres Teams oder unseren. Lassen Sie ihn weg.",
    },
    tooShortHere: "Zu kurz: Dieser Dienst verlangt längere. Fügen Sie ein oder zwei Wörter hinzu.",
  },

  forgot: {
    title: "Passwort vergessen",
    lead: "Sagen Sie uns, wer Sie sind, und wir senden Ihnen einen Link, um ein neues zu wählen.",
    username: "Benutzername oder E-Mail-Adresse",
    missing: "Geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein.",
    submit: "Link senden",
    toLogin: "Zurück zur Anmeldung",
    sentTitle: "Sehen Sie in Ihre E-Mails",
    sent: (username) => `Wenn wir „${username}“ kennen, ist eine E-Mail mit einem Link unterwegs.`,
    next: "Der Link gilt ein Mal, 30 Minuten lang. Ihr zweiter Faktor bleibt, wie er ist.",
    nothingCame: "Nichts gekommen?",
    ways: [
      "Warten Sie ein paar Minuten und sehen Sie auch im Spam-Ordner nach.",
      "Prüfen Sie, ob der Name oben stimmt.",
      "Fragen Sie einen Admin Ihres Teams oder unseren Support, unten auf dieser Seite.",
    ],
    another: "Anderen Namen nehmen",
  },

  reset: {
    title: "Neues Passwort wählen",
    lead: (username, team) => `Für ${username} von ${team}.`,
    ends: "Sie werden überall abgemeldet. Ihr zweiter Faktor bleibt, wie er ist.",
    submit: "Neues Passwort setzen",
    expired: "Er wurde vielleicht benutzt, oder seine 30 Minuten sind um. Fordern Sie einen neuen an.",
    askAgain: "Neuen Link senden",
  },

  changePassword: {
    title: "Passwort",
    current: "Jetziges Passwort",
    currentMissing: "Geben Sie Ihr jetziges Passwort ein.",
    currentWrong: "Das ist nicht Ihr jetziges Passwort.",
    ends: "Hier bleiben Sie angemeldet. Alle Ihre anderen Sitzungen enden, und alle vertrauten Geräte werden vergessen.",
    submit: "Passwort ändern",
    purpose: "Um Ihr Passwort zu ändern, bestätigen Sie, dass Sie es sind.",
    done: "Ihr Passwort ist geändert. Ihre anderen Sitzungen sind beendet, und keinem Gerät wird mehr vertraut.",
  },
};
