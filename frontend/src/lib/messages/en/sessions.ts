import { lookup } from "../lookup";

export const sessions = {
  sessions: {
    title: "Sessions and devices",
    lead: "Where you are logged in, and which browsers log in without a code.",
    list: "Sessions",
    listLead: "Is there one that you don’t know? End it, and change your password.",
    onlyThis: "You are logged in nowhere else.",
    current: "This session",
    place: (device: string, address: string) => (address ? `${device} at ${address}` : device),
    proven: (proof: string, since: string) => `Logged in with ${proof} on ${since}`,
    since: (since: string) => `Logged in on ${since}`,
    lastSeen: (when: string) => `Last seen on ${when}`,
    end: "End",
    endNamed: (place: string) => `End the session of ${place}`,
    endOthers: "End all others",
    ended: (place: string) => `The session of ${place} is ended.`,
    othersEnded: "All other sessions are ended.",
    more: "Show more",
    /** By the last word of `amr`: what was proven beside the password. */
    proofs: lookup({
      pwd: "the password alone",
      otp: "password and app",
      sms: "password and text",
      recovery: "password and backup code",
      api_token: "an API token",
    }),
  },
};
