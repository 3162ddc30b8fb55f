export type Politeness = "polite" | "assertive";

/** The id of the live region that stands in the page from the start. */
export function liveRegionId(politeness: Politeness): string {
  return `announcements-${politeness}`;
}

/** Has a screen reader say `message`. Saying the same twice takes a change, so the region is emptied first. */
export function announce(message: string, politeness: Politeness = "polite"): void {
  const region = document.getElementById(liveRegionId(politeness));
  if (!region) return;
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = message;
  });
}
