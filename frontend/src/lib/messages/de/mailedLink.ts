import type { mailedLink as english } from "../en/mailedLink";

export const mailedLink: typeof english = {
  invitation: {
    title: "Einladung annehmen",
    lead: (team) => `Sie sind zu ${team} eingeladen. Wählen Sie ein Passwort, mit dem Sie sich anmelden.`,
    accept: "Einladung annehmen",
    expired:
      "Er wurde vielleicht benutzt oder ersetzt, oder er ist abgelaufen. Bitten Sie die Person, die Sie eingeladen hat, um einen neuen.",
  },

  mailedLink: {
    deadTitle: "Dieser Link gilt nicht mehr",
    missingTitle: "Dieser Link ist nicht vollständig",
    missing:
      "Öffnen Sie den ganzen Link aus Ihrer E-Mail oder kopieren Sie ihn bis zum letzten Zeichen in die Adresszeile.",
    toLogin: "Zur Anmeldung",
  },
};
