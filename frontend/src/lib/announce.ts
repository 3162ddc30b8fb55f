const POLITENESSES = ["polite", "assertive"] as const;

export type Politeness = (typeof POLITENESSES)[number];

/** What is to be said in the next frame, unless the page changes before. */
let next: number | undefined;

/** The id of the live region that stands in the page from the start. */
export function liveRegionId(politeness: Politeness): string {
  return `announcements-${politeness}`;
}

/** Has a screen reader say `message`. Saying the same twice takes a change, so the region is emptied first. */
export function announce(message: string, politeness: Politeness = "polite"): void {
  const region = document.getElementById(liveRegionId(politeness));
  if (!region) return;
  region.textContent = "";
  next = requestAnimationFrame(() => {
    region.textContent = message;
  });
}

/** Takes back what was said: on the next page nobody should come upon a sentence about the one before. */
export function hush(): void {
  if (next !== undefined) cancelAnimationFrame(next);
  for (const politeness of POLITENESSES) {
    const region = document.getElementById(liveRegionId(politeness));
    if (region) region.textContent = "";
  }
}
