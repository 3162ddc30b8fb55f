import type { sessions as english } from "../en/sessions";

export const sessions: typeof english = {
  sessions: {
    title: "Sitzungen und Geräte",
    lead: "Wo Sie angemeldet sind und welche Browser sich ohne Code anmelden.",
    list: "Sitzungen",
    listLead: "Kennen Sie eine davon nicht? Beenden Sie sie und ändern Sie Ihr Passwort.",
    onlyThis: "Sonst sind Sie nirgends angemeldet.",
    current: "Diese Sitzung",
    place: (device, address) => (address ? `${device}, ${address}` : device),
    proven: (proof, since) => `Angemeldet mit ${proof} am ${since}`,
    since: (since) => `Angemeldet am ${since}`,
    lastSeen: (when) => `Zuletzt gesehen am ${when}`,
    end: "Beenden",
    endNamed: (place) => `Die Sitzung von ${place} beenden`,
    endOthers: "Alle anderen beenden",
    ended: (place) => `Die Sitzung von ${place} ist beendet.`,
    othersEnded: "Alle anderen Sitzungen sind beendet.",
    more: "Mehr zeigen",
    proofs: {
      pwd: "dem Passwort allein",
      otp: "Passwort und App",
      sms: "Passwort und SMS",
      recovery: "Passwort und Backup-Code",
      api_token: "einem API-Token",
    },
  },
};
