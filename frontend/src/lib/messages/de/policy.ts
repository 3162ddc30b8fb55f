import type { policy as english } from "../en/policy";

const GRACE_INVALID = "Geben Sie eine Zahl von Tagen zwischen 0 und 365 ein.";
const THEN = "Von da an führt die Anmeldung zuerst zum Einrichten.";
const STOP = "Sitzungen, die mit dem Passwort allein geöffnet wurden, enden.";

export const policy: typeof english = {
  policy: {
    title: "Richtlinie des Teams",
    lead: (team) => `Was ${team} von seinen Leuten verlangt.`,
    adminsOnly: "Nur Admins sehen und ändern die Richtlinie des Teams.",
    back: "Zurück zum Team",
    demand: "Wer zwei Faktoren benutzen muss",
    demands: { nobody: "Niemand", admins: "Admins", everyone: "Alle" },
    graceDays: "Tage Frist",
    graceHint: "Wie lange es ohne geht, seit es verlangt ist: 0 bis 365.",
    graceInvalid: GRACE_INVALID,
    allowSms: "Codes per SMS erlauben",
    allowSmsHint: "SMS lassen sich umleiten; die App ist sicherer.",
    allowRemember: "Vertraute Geräte erlauben",
    allowRememberHint: "Ein vertrauter Browser meldet sich eine Zeit lang ohne Code an.",
    effects: "Was das Speichern bewirkt",
    effectsNone: "Noch ändert sich nichts.",
    save: "Speichern",
    saved: "Die Richtlinie ist gespeichert.",
    purpose: "Um die Richtlinie des Teams zu ändern, bestätigen Sie, dass Sie es sind.",
    effect: {
      everyoneBy: (when) => `Alle ohne zweiten Faktor müssen ihn spätestens bis ${when} einrichten. ${THEN}`,
      everyoneNow: `Alle ohne zweiten Faktor werden sofort zum Einrichten geführt: ${STOP}`,
      adminsBy: (when) => `Admins ohne zweiten Faktor müssen ihn spätestens bis ${when} einrichten. ${THEN}`,
      adminsNow: `Admins ohne zweiten Faktor werden sofort zum Einrichten geführt: ${STOP}`,
      membersBy: (when) =>
        `Mitglieder ohne zweiten Faktor müssen ihn spätestens bis ${when} einrichten. ${THEN}`,
      membersFree:
        "Mitglieder müssen keinen zweiten Faktor mehr benutzen und dürfen ihn ausschalten. Admins müssen weiterhin.",
      allFree:
        "Niemand muss mehr einen zweiten Faktor benutzen. Wer einen hat, behält ihn und darf ihn ausschalten.",
      grace: (days) =>
        days === 0
          ? "Wer einen zweiten Faktor haben muss und keinen hat, wird sofort zum Einrichten geführt."
          : `Wer einen haben muss, hat ${days === 1 ? "1 Tag" : `${days} Tage`} Zeit, seit es verlangt wurde oder seit dem Beitritt.`,
      smsOff: "Codes per SMS gelten für niemanden mehr: Ohne App hilft nur noch ein Backup-Code.",
      smsOn: "Wer eine bestätigte Nummer hat, kann sich einen Code per SMS senden lassen.",
      rememberOff: "Alle vertrauten Geräte werden sofort vergessen: Jede Anmeldung verlangt einen Code.",
      rememberOn: "Man kann einen Browser als vertraut vermerken, der dann nach keinem Code fragt.",
    },
    faults: { grace_days: { out_of_range: GRACE_INVALID } },
  },
};
