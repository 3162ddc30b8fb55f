import type { support as english } from "../en/support";

export const support: typeof english = {
  support: {
    label: "Support",
    lead: "Brauchen Sie Hilfe?",
    none: "Brauchen Sie Hilfe? Fragen Sie einen Admin Ihres Teams.",
    leadWithHours: (hours) => `Brauchen Sie Hilfe? Wir sind für Sie da: ${hours}.`,
    form: "Kontaktformular",
  },
};
