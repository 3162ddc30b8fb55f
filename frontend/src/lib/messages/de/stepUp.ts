import type { stepUp as english } from "../en/stepUp";

export const stepUp: typeof english = {
  stepUp: {
    title: "Bestätigen Sie, dass Sie es sind",
    code: "Bestätigungscode",
    codeHint: "Aus Ihrer App, einer SMS oder von Ihren Backup-Codes",
    password: "Passwort",
    passwordWrong: "Das Passwort stimmt nicht.",
    submit: "Weiter",
  },
};
