import type { email as english } from "../en/email";

export const email: typeof english = {
  email: {
    title: "E-Mail-Adresse",
    present: (address) => `Unsere E-Mails gehen an ${address}.`,
    label: "Neue E-Mail-Adresse",
    missing: "Geben Sie Ihre neue E-Mail-Adresse ein.",
    submit: "Link senden",
    purpose: "Um Ihre E-Mail-Adresse zu ändern, bestätigen Sie, dass Sie es sind.",
    sent: (address) =>
      `Wir haben einen Link an ${address} gesendet. Bis Sie ihn öffnen, bleibt die alte Adresse.`,
    sentHint: "Der Link gilt 24 Stunden.",
    faults: {
      invalid: "Das ist keine E-Mail-Adresse. Sie sieht aus wie name@example.com.",
      required: "Geben Sie Ihre neue E-Mail-Adresse ein.",
    },
  },

  confirmEmail: {
    title: "E-Mail-Adresse bestätigen",
    lead: (username, team) => `Für ${username} von ${team}.`,
    text: "Unsere E-Mails gehen dann an die Adresse, bei der Sie diesen Link gefunden haben.",
    submit: "Diese Adresse bestätigen",
    doneTitle: "Ihre E-Mail-Adresse ist bestätigt",
    done: "Von jetzt an gehen unsere E-Mails dorthin.",
    toDashboard: "Zur Übersicht",
    expired:
      "Er wurde vielleicht benutzt oder ersetzt, oder er ist abgelaufen. Melden Sie sich an und geben Sie die Adresse noch einmal ein.",
    again: "Adresse noch einmal eingeben",
  },
};
