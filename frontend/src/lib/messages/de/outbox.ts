import type { outbox as english } from "../en/outbox";

export const outbox: typeof english = {
  outbox: {
    title: "Postausgang",
    lead: "Für die Entwicklung: die SMS und E-Mails, die der Dienst gesendet hätte.",
    sms: "SMS",
    mail: "E-Mails",
    noSms: "Noch keine SMS.",
    noMail: "Noch keine E-Mail.",
    absent: "Hier gibt es keinen Postausgang: Dieser Dienst sendet echte SMS und E-Mails.",
    to: (who) => `An ${who}`,
    noSubject: "Ohne Betreff",
  },
};
