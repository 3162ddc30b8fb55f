export const devices = {
  devices: {
    title: "Remembered devices",
    lead: "These browsers log in without a code.",
    none: "No browser is remembered.",
    span: (from: string, until: string) => `Remembered on ${from}, until ${until}`,
    current: "This browser",
    forget: "Forget",
    forgetNamed: (name: string) => `Forget ${name}`,
    forgetAll: "Forget all",
    forgotten: (name: string) => `${name} is forgotten.`,
    allForgotten: "All browsers are forgotten.",
    more: "Show more",
  },
};
