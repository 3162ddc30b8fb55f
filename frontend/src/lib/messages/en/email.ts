import { lookup } from "../lookup";

export const email = {
  email: {
    title: "E-mail address",
    present: (address: string) => `Our mails go to ${address}.`,
    label: "New e-mail address",
    missing: "Enter your new e-mail address.",
    submit: "Send the link",
    purpose: "To change your e-mail address, prove that it’s you.",
    sent: (address: string) => `We sent a link to ${address}. Until you open it, the old address stays.`,
    sentHint: "The link works for 24 hours.",
    faults: lookup({
      invalid: "This isn’t an e-mail address. It looks like name@example.com.",
      required: "Enter your new e-mail address.",
    }),
  },

  confirmEmail: {
    title: "Confirm your e-mail address",
    lead: (username: string, team: string) => `For ${username} of ${team}.`,
    text: "Our mails will go to the address where you found this link.",
    submit: "Confirm this address",
    doneTitle: "Your e-mail address is confirmed",
    done: "From now on our mails go there.",
    toDashboard: "To the Dashboard",
    expired: "It may have been used, replaced or run out. Log in and enter the address once more.",
    again: "Enter the address again",
  },
};
