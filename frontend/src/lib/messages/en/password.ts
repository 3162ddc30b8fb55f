import { lookup } from "../lookup";

export const password = {
  newPassword: {
    label: "New password",
    hint: "At least 12 characters, a few words for example.",
    missing: "Choose a password.",
    /** While it is typed. */
    verdicts: {
      too_short: "Too short so far",
      too_long: "Too long",
      too_common: "Too common: guessers try it first",
      contains_name: "Too easy: it has a name in it",
    },
    strengths: ["Too short so far", "Strength: Fair", "Strength: Good", "Strength: Strong"],
    /** After the press. */
    faults: lookup({
      too_short: "Too short: use at least 12 characters.",
      too_long: "Too long: use at most 256 characters.",
      too_common: "Too common: guessers try this password first. Choose another one.",
      contains_name: "It has your name, your team’s or ours in it. Leave that out.",
    }),
    tooShortHere: "Too short: this service asks for longer ones. Add a word or two.",
  },

  forgot: {
    title: "Forgot password",
    lead: "Tell us who you are, and we send you a link to choose a new one.",
    username: "Username or e-mail address",
    missing: "Enter your username or your e-mail address.",
    submit: "Send the link",
    toLogin: "Back to log in",
    sentTitle: "Check your mail",
    sent: (username: string) => `If we know “${username}”, a mail with a link is on its way.`,
    next: "The link works once, for 30 minutes. Your second factor stays as it is.",
    nothingCame: "Nothing came?",
    ways: [
      "Wait a few minutes, and look into the folder for spam.",
      "Look whether the name above is right.",
      "Ask an admin of your team, or our support team below on this page.",
    ],
    another: "Use another name",
  },

  reset: {
    title: "Choose a new password",
    lead: (username: string, team: string) => `For ${username} of ${team}.`,
    ends: "You will be logged out everywhere. Your second factor stays as it is.",
    submit: "Set new password",
    expired: "It may have been used, or its 30 minutes are over. Ask for a new one.",
    askAgain: "Send me a new link",
  },

  changePassword: {
    title: "Password",
    current: "Current password",
    currentMissing: "Enter your current password.",
    currentWrong: "This isn’t your current password.",
    ends: "You stay logged in here. All your other sessions end, and all remembered devices are forgotten.",
    submit: "Change password",
    purpose: "To change your password, prove that it’s you.",
    done: "Your password is changed. Your other sessions ended, and no device is remembered.",
  },
};
