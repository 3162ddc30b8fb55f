const PATIENCE_MS = 1000;

/** Settles once everything came or failed, but soon in any case: a page that waits any longer says so itself. */
export async function inTime(...awaited: readonly (Promise<unknown> | false)[]): Promise<void> {
  const soon = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([Promise.allSettled(awaited), soon]);
}
