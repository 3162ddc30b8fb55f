import { type RefObject, useEffect, useRef, useState } from "react";

/**
 * A place for the focus, and how to move it there as a dialog closes whose opener goes away with what it was
 * about. To be called together with the change that closes the dialog.
 */
export function useFocusAfterDialog<Place extends HTMLElement>(): [RefObject<Place | null>, () => void] {
  const placeRef = useRef<Place>(null);
  const [timesAsked, setTimesAsked] = useState(0);

  useEffect(() => {
    if (timesAsked === 0) return;
    // The dialog gives the focus back in the frame after it closed, and this comes behind it.
    const frame = requestAnimationFrame(() => placeRef.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [timesAsked]);

  return [placeRef, () => setTimesAsked((before) => before + 1)];
}
