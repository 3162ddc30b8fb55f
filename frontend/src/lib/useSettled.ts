import { useEffect, useState } from "react";

const PAUSE_MS = 250;

/** A value once it stopped changing: what is typed becomes one question, not one a key. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(waiting);
  }, [value]);
  return settled;
}
