export const stepUp = {
  stepUp: {
    title: "Prove that it’s you",
    code: "Authentication Code",
    codeHint: "From your app, a text, or your backup codes",
    password: "Password",
    passwordWrong: "The password isn’t right.",
    submit: "Continue",
  },
};
