export const support = {
  support: {
    label: "Support",
    lead: "Need help?",
    none: "Need help? Ask an admin of your team.",
    leadWithHours: (hours: string) => `Need help? We are here ${hours}.`,
    form: "Contact form",
  },
};
