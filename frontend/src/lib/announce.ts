const POLITENESSES = ["polite", "assertive"] as const;

export type Politeness = (typeof POLITENESSES)[number];

/** What each region is to say in the next frame, unless the page changes before. */
const next = new Map<Politeness, number>();

/** The id of the live region that stands in the page from the start. */
export function liveRegionId(politeness: Politeness): string {
  return `announcements-${politeness}`;
}

/** Has a screen reader say `message`. Saying the same twice takes a change, so the region is emptied first. */
export function announce(message: string, politeness: Politeness = "polite"): void {
  const region = document.getElementById(liveRegionId(politeness));
  if (!region) return;
  cancelAnimationFrame(next.get(politeness) ?? 0);
  region.textContent = "";
  next.set(
    politeness,
    requestAnimationFrame(() => {
      region.textContent = message;
    }),
  );
}

/** Takes back what was said: on the next page nobody should come upon a sentence about the one before. */
export function hush(): void {
  for (const politeness of POLITENESSES) {
    cancelAnimationFrame(next.get(politeness) ?? 0);
    const region = document.getElementById(liveRegionId(politeness));
    if (region) region.textContent = "";
  }
}
