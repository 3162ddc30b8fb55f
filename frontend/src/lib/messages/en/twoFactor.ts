import { lookup } from "../lookup";

export const twoFactor = {
  enroll: {
    title: "Set up two-factor",
    lead: (team: string, since: string | undefined) =>
      since
        ? `${team} requires a second factor of you since ${since}. Set it up now to go on; it takes two minutes.`
        : `${team} requires a second factor of you. Set it up now to go on; it takes two minutes.`,
    begin: "Set it up now",
    logOut: "Log out",
  },

  afterBackupCode: {
    title: "You used a backup code",
    left: (n: number) =>
      n === 0
        ? "That was your last backup code."
        : n === 1
          ? "You have 1 backup code left."
          : `You have ${n} backup codes left.`,
    lead: "If you lost your phone, set up a new one now. If you only had it elsewhere, you can go on.",
    newPhone: "Set up a new phone",
    newCodes: "New codes",
    notNow: "Not now",
  },

  twoFactor: {
    title: "2-Factor Auth",
    lead: "Logging in asks for a code from your phone besides the password.",
    switchLabel: "2-Factor Auth",
    on: "ON",
    off: "OFF",
    settingUp: "setting up…",
    requiredByTeam: "Your team requires two-factor.",
    requiredFrom: (when: string) => `Your team requires two-factor from ${when}.`,
    purposes: {
      setUp: "To set up two-factor, prove that it’s you.",
      replace: "To set up a new phone, prove that it’s you.",
      switchOff: "To switch two-factor off, prove that it’s you.",
      newCodes: "To make new backup codes, prove that it’s you.",
    },
    switchedOn: "Two-factor is on.",
    switchedOff: "Two-factor is off.",
  },

  setUp: {
    scan: "Scan the QR code",
    scanText:
      "Open Duo Mobile, Google Authenticator or any other authenticator app on your phone, and scan this code.",
    qrAlt: "QR code for your authenticator app",
    openApp: "Open in authenticator app",
    cantScan: "Can’t scan it?",
    cantScanText: "Type this key into your app. It is time-based, with 6 digits.",
    copySecret: "Copy key",
    enter: "Enter the code from the app",
    field: "Authentication Field",
    update: "Update",
    replaceNote: "Your present phone goes on working until the new one is confirmed.",
    startAgain: "Start again",
  },

  backupCodes: {
    title: "Your backup codes",
    warning: "Note these codes now. They are shown once, and each logs you in once if your phone is lost.",
    list: "Backup codes",
    download: "Download .txt",
    print: "Print",
    noted: "I have noted them",
    notedMissing: "Tick the box once you have noted the codes. They can’t be shown again.",
    done: "Done",
    sheetTitle: (service: string) => `Backup codes for ${service}`,
    sheetUser: (username: string) => `User: ${username}`,
    sheetDate: (date: string) => `Made on ${date}`,
    sheetHint: "Each code works once. Keep this sheet safe and apart from your password.",
    fileName: "backup-codes.txt",
  },

  status: {
    app: "Authenticator app",
    appSince: (when: string) => `In use since ${when}`,
    replace: "Set up a new phone",
    codes: "Backup codes",
    codesLeft: (left: number, total: number) => `${left} of ${total} left`,
    codesFew: "Make new ones before they run out.",
    newCodes: "New codes",
    newCodesNote: "New codes end the old ones.",
    texts: "Codes by text",
    textsWork: (phone: string) => `Sent to ${phone}`,
    textsOff: "Not available",
    textsSafety: "Texts can be redirected; the app is safer.",
    reasons: lookup({
      no_number: "There is no cell phone number on file.",
      unverified: "Your number isn’t verified yet: a code sent to it proves that it’s yours.",
      team_forbids: "Your team doesn’t allow codes by text. An admin can change that.",
      no_gateway: "Texts can’t be sent at the moment. Our support team can say more.",
      country_not_allowed: "We don’t send texts to your number’s country. Save another number.",
    }),
    addNumber: "Add your number on the Team page",
    changeNumber: "Change your number on the Team page",
    sendTest: "Send a test code",
    testCode: "Code from the text",
    testConfirm: "Verify number",
    verified: "Your number is verified.",
  },

  switchOff: {
    title: "Switch two-factor off?",
    lead: "From then on your password alone opens your account. You lose:",
    losses: [
      "the authenticator app: its codes stop working",
      "all your backup codes",
      "all remembered devices and other open sessions",
      "all API tokens",
    ],
    confirm: "Switch off",
    keep: "Keep it on",
  },
};
