let token: string | undefined;

/**
 * The token of a mailed link. It leaves the address at once, so that neither the history nor a shared screen
 * keeps it, and lives in memory until it is used.
 */
export function takeLinkToken(): string | undefined {
  const found = new URLSearchParams(window.location.hash.slice(1)).get("token");
  if (found) {
    token = found;
    window.history.replaceState(window.history.state, "", window.location.pathname);
  }
  return token;
}

export function forgetLinkToken(): void {
  token = undefined;
}
