import { lookup } from "../lookup";

export const team = {
  team: {
    title: "Team",
    lead: (team: string) => `The people of ${team}.`,
    caption: "Team members",
    search: "Search",
    searchHint: "Name or username",
    searchHintAdmin: "Name, username, e-mail or number",
    name: "Name",
    role: "Role",
    phone: "Cell phone",
    twoFactor: "2-Factor",
    actions: "Actions",
    roles: lookup({ admin: "Admin", member: "Member" }),
    states: lookup({ invited: "Invited", disabled: "Disabled" }),
    you: "You",
    noPhone: "None",
    unverified: "not verified",
    on: "On",
    off: "Off",
    hidden: "Not shown",
    edit: (name: string) => `Edit ${name}`,
    none: "Nobody matches this search.",
    count: (n: number) => (n === 1 ? "1 person" : `${n} people`),
    more: "Show more",
    saved: (name: string, number: string | null) =>
      number ? `${name} is saved with ${number}.` : `${name} is saved without a number.`,
  },

  editUser: {
    title: (name: string) => `Edit ${name}`,
    country: "Country Code",
    countryNone: "No country matches.",
    showCountries: "Show countries",
    phone: "Cell Phone",
    phoneHint: (example: string) => `For example ${example}`,
    stored: (number: string) => `Stored as ${number}`,
    save: "Save",
    purpose: "To change a phone number, prove that it’s you.",
    faults: lookup({
      invalid: "This isn’t a phone number of that country. Check the digits.",
      not_mobile: "This number can’t receive texts. Enter a cell phone’s number.",
      country_not_allowed: "We don’t send texts to this country.",
      required: "Choose a country, or begin the number with +.",
    }),
  },
};
