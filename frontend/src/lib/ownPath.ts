/** A path to return to, if it is one of ours: `//elsewhere` and other sites are not. */
export function ownPath(path: unknown): string | undefined {
  if (typeof path !== "string" || !path.startsWith("/")) return undefined;
  const url = new URL(path, window.location.origin);
  return url.origin === window.location.origin ? url.pathname + url.search : undefined;
}
