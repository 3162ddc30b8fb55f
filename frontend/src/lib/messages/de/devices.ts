import type { devices as english } from "../en/devices";

export const devices: typeof english = {
  devices: {
    title: "Vertraute Geräte",
    lead: "Diese Browser melden sich ohne Code an.",
    none: "Keinem Browser wird vertraut.",
    span: (from, until) => `Vertraut seit ${from}, bis ${until}`,
    current: "Dieser Browser",
    forget: "Vergessen",
    forgetNamed: (name) => `${name} vergessen`,
    forgetAll: "Alle vergessen",
    forgotten: (name) => `${name} ist vergessen.`,
    allForgotten: "Alle Browser sind vergessen.",
    more: "Mehr zeigen",
  },
};
