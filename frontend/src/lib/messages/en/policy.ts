import { lookup } from "../lookup";

export const policy = {
  policy: {
    title: "Team policy",
    lead: (team: string) => `What ${team} asks of its people.`,
    adminsOnly: "Only admins see and change the team’s policy.",
    back: "Back to the team",
    demand: "Who must use two-factor",
    demands: { nobody: "Nobody has to", admins: "Admins", everyone: "Everyone" },
    graceDays: "Days of grace",
    graceHint: "How long someone may go without it, from when it is required of them: 0 to 365.",
    graceInvalid: "Enter a number of days from 0 to 365.",
    allowSms: "Allow codes by text",
    allowSmsHint: "Texts can be redirected; the app is safer.",
    allowRemember: "Allow remembering devices",
    allowRememberHint: "A remembered browser logs in without a code for a while.",
    effects: "What saving does",
    effectsNone: "Nothing changes yet.",
    save: "Save",
    saved: "The policy is saved.",
    purpose: "To change the team’s policy, prove that it’s you.",
    effect: {
      everyoneBy: (when: string) =>
        `Everyone without two-factor has to set it up by ${when} at the latest. From then on a log-in leads to the set-up first.`,
      everyoneNow:
        "Everyone without two-factor is led to the set-up at once: sessions opened by a password alone stop.",
      adminsBy: (when: string) =>
        `Admins without two-factor have to set it up by ${when} at the latest. From then on a log-in leads to the set-up first.`,
      adminsNow:
        "Admins without two-factor are led to the set-up at once: sessions opened by a password alone stop.",
      membersBy: (when: string) =>
        `Members without two-factor have to set it up by ${when} at the latest. From then on a log-in leads to the set-up first.`,
      membersFree: "Members no longer have to use two-factor and may switch it off. Admins still have to.",
      allFree: "Nobody has to use two-factor any more. Whoever has it on keeps it, and may switch it off.",
      grace: (days: number) =>
        days === 0
          ? "Those it is required of, and who have no two-factor, are led to the set-up at once."
          : `Those it is required of have ${days === 1 ? "1 day" : `${days} days`} from when it was required, or from when they joined.`,
      smsOff: "Codes by text stop working for everyone: without the app, a backup code is the only way in.",
      smsOn: "People with a verified number can have a code sent by text.",
      rememberOff: "All remembered devices are forgotten at once: every log-in asks for a code.",
      rememberOn: "People can have a browser remembered, which then asks for no code.",
    },
    faults: lookup({
      grace_days: { out_of_range: "Enter a number of days from 0 to 365." },
    }),
  },
};
