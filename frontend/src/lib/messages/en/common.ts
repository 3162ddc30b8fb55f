import { lookup } from "../lookup";

export const common = {
  common: {
    cancel: "Cancel",
    username: "Username",
    retry: "Try again",
    loading: "Loading…",
    show: "Show",
    hide: "Hide",
    copy: "Copy",
    copied: "Copied",
    copyFailed: "Not copied: copy it by hand",
    showPassword: "Show password",
    hidePassword: "Hide password",
    summary: "Please look at these again",
    skipToContent: "Skip to content",
    wait: (clock: string) => `You can try again in ${clock}.`,
  },

  theme: { label: "Theme", system: "As the system", light: "Light", dark: "Dark" },

  language: {
    label: "Language",
    failed: "The language couldn’t be loaded. Check your connection and try again.",
  },

  problems: lookup({
    unreachable: "We couldn’t reach the service. Check your connection and try again.",
    rate_limited: "Too many attempts. Please wait before you try again.",
    overloaded: "The service is very busy. Please wait a moment.",
    unavailable: "The service isn’t available just now. Please wait a moment.",
    forbidden: "You aren’t allowed to do this.",
    not_found: "This isn’t there any more.",
    origin_not_allowed: "This address isn’t allowed to use the service.",
    invalid_token: "Your session has ended. Please log in again.",
    enrollment_required: "Your team asks for two-factor. Please log in again to set it up.",
    enrollment_expired: "This set-up ran out. Please start again with a new QR code.",
    required_by_team: "Your team requires two-factor, so it can’t be switched off.",
    two_factor_off: "Two-factor is off. Switch it on first.",
    last_admin: "This is the team’s only active admin. Make someone else an admin first.",
    sms_unavailable: "We can’t send a text to your number just now.",
    sms_not_sent: "The text couldn’t be sent. Please try again or use another way.",
    fallback: "Something went wrong on our side. Please try again.",
  }),

  code: {
    missing: "Enter the code.",
    length: (typed: number) => `A code has 6 digits; this one has ${typed}.`,
    notDigits: "A code from the app or a text has 6 digits and nothing else.",
    backupForm: "A backup code has 10 letters and digits, like 7K2M4-9QXRT.",
    wrong: "That code isn’t right.",
    triesLeft: (n: number) => (n === 1 ? "You have 1 more try." : `You have ${n} more tries.`),
    alreadyUsed: (seconds: number) =>
      `That code was already used. Your app shows the next one in ${seconds} s.`,
    clockBehind:
      "That code is too old: your phone’s clock is slow. Set it to automatic time, then use the next code.",
    clockHint: "If your app’s codes keep failing, check that your phone sets its time automatically.",
    olderText: "If several texts came, use the code from the newest one.",
  },

  notFound: {
    title: "Page not found",
    text: "There is no page at this address.",
    home: "To the Dashboard",
  },

  failure: { title: "Something went wrong" },

  device: {
    unknown: "Unknown device",
    browserOn: (browser: string, system: string) => `${browser} on ${system}`,
  },
};
