import { lookup } from "../lookup";

export const apiTokens = {
  apiTokens: {
    title: "API tokens",
    lead: "For scripts and programs: they read what you can read, without your password or a code.",
    list: "Your tokens",
    none: "You have no API token.",
    create: "New token",
    name: "Name",
    nameHint: "What it is for, such as “Nightly report”",
    scopes: "What it may do",
    scopeLabels: lookup({
      "account:read": "Read your account",
      "team:read": "Read your team",
    }),
    days: "Days until it expires",
    daysHint: "1 to 365",
    full: "You have as many tokens as there can be. With this one, the oldest ends.",
    submit: "Create token",
    purpose: "To make an API token, prove that it’s you.",
    created: (when: string) => `Created on ${when}`,
    expires: (when: string) => `Expires on ${when}`,
    lastUsed: (when: string) => `Last used on ${when}`,
    neverUsed: "Never used",
    more: "Show more",
    freshTitle: "Your new token",
    freshWarning:
      "Copy it now: it is shown this once. Whoever has it can read what you can, so keep it like a password.",
    token: (name: string) => `Token “${name}”`,
    done: "Done",
    delete: "Delete",
    deleteNamed: (name: string) => `Delete ${name}`,
    deleteTitle: (name: string) => `Delete “${name}”?`,
    deleteLead: "Programs that use it are shut out at once. It can’t be brought back.",
    deleteConfirm: "Delete token",
    deleted: (name: string) => `${name} is deleted.`,
    twoFactorNeeded:
      "Only a session that is proven by a second factor can make API tokens. Switch two-factor on first, and come back.",
    switchOn: "Switch on 2-Factor Auth",
    nameMissing: "Give the token a name.",
    scopeMissing: "Choose at least one thing that it may do.",
    daysInvalid: "Enter a number of days from 1 to 365.",
    faults: lookup({
      name: { invalid: "A name has 64 characters at most, and no unusual ones." },
      scopes: {
        required: "Choose at least one thing that it may do.",
        invalid: "This service gives no tokens for one of these.",
      },
      expires_in_days: { invalid: "Enter a number of days from 1 to 365." },
    }),
  },
};
