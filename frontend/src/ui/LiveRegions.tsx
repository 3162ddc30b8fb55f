import { liveRegionId } from "@/lib/announce";
import hidden from "./styles/hidden.module.css";

/** The two regions that `announce` speaks through. They stand in the page from the start, or they stay mute. */
export function LiveRegions() {
  return (
    <>
      <div id={liveRegionId("polite")} role="status" className={hidden.visually} />
      <div id={liveRegionId("assertive")} role="alert" className={hidden.visually} />
    </>
  );
}
