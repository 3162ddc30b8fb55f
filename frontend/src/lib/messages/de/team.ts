import type { team as english } from "../en/team";

export const team: typeof english = {
  team: {
    title: "Team",
    lead: (team) => `Die Leute von ${team}.`,
    caption: "Mitglieder des Teams",
    search: "Suche",
    searchHint: "Name oder Benutzername",
    searchHintAdmin: "Name, Benutzername, E-Mail oder Nummer",
    name: "Name",
    role: "Rolle",
    phone: "Handynummer",
    twoFactor: "Zwei Faktoren",
    actions: "Aktionen",
    roles: { admin: "Admin", member: "Mitglied" },
    states: { invited: "Eingeladen", disabled: "Gesperrt" },
    you: "Sie",
    noPhone: "Keine",
    unverified: "nicht bestätigt",
    on: "Ein",
    off: "Aus",
    hidden: "Nicht gezeigt",
    edit: (name) => `${name} bearbeiten`,
    none: "Niemand passt zu dieser Suche.",
    count: (n) => (n === 1 ? "1 Person" : `${n} Personen`),
    more: "Mehr zeigen",
    saved: (name, number) =>
      number ? `${name} ist mit ${number} gespeichert.` : `${name} ist ohne Nummer gespeichert.`,
  },

  editUser: {
    title: (name) => `${name} bearbeiten`,
    country: "Landesvorwahl",
    countryNone: "Kein Land passt dazu.",
    showCountries: "Länder zeigen",
    phone: "Handynummer",
    phoneHint: (example) => `Zum Beispiel ${example}`,
    stored: (number) => `Gespeichert als ${number}`,
    save: "Speichern",
    purpose: "Um eine Handynummer zu ändern, bestätigen Sie, dass Sie es sind.",
    faults: {
      invalid: "Das ist keine Telefonnummer dieses Landes. Prüfen Sie die Ziffern.",
      not_mobile: "Diese Nummer kann keine SMS empfangen. Geben Sie eine Handynummer ein.",
      country_not_allowed: "In dieses Land senden wir keine SMS.",
      required: "Wählen Sie ein Land oder beginnen Sie die Nummer mit +.",
    },
  },
};
