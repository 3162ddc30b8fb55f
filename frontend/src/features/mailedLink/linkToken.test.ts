import { afterEach, expect, it } from "vitest";
import { forgetLinkToken, takeLinkToken } from "./linkToken";

afterEach(() => {
  forgetLinkToken();
  window.history.replaceState(null, "", "/");
});

it("takes the token out of the address at once, and keeps it until it was used", () => {
  window.history.replaceState(null, "", "/reset#token=abc");

  expect(takeLinkToken()).toBe("abc");

  expect(window.location.href).not.toContain("abc");
  expect(window.location.pathname).toBe("/reset");
  expect(takeLinkToken()).toBe("abc");
  forgetLinkToken();
  expect(takeLinkToken()).toBeUndefined();
});

it("finds none where the address isn't whole", () => {
  window.history.replaceState(null, "", "/reset#tok");

  expect(takeLinkToken()).toBeUndefined();
});
