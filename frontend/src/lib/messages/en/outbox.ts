export const outbox = {
  outbox: {
    title: "Outbox",
    lead: "For development: the texts and mails that the service would have sent.",
    sms: "Texts",
    mail: "Mails",
    noSms: "No text yet.",
    noMail: "No mail yet.",
    absent: "There is no outbox here: this service sends real texts and mails.",
    to: (who: string) => `To ${who}`,
    noSubject: "No subject",
  },
};
