import { useEffect, useState } from "react";

const PAUSE_MS = 250;

/** A value once it stopped changing for a while: what is typed becomes one question, not one a key. */
export function useSettled<T>(value: T, pauseMs = PAUSE_MS): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(waiting);
  }, [value, pauseMs]);
  return settled;
}
