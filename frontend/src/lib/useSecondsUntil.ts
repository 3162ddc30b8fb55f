import { useEffect, useState } from "react";

/** Whole seconds until `deadline` (milliseconds of the epoch), counted down; 0 once it passed. */
export function useSecondsUntil(deadline: number | undefined): number {
  const [now, setNow] = useState(Date.now);
  const isOver = deadline === undefined || deadline <= now;

  useEffect(() => {
    setNow(Date.now());
    if (deadline === undefined || deadline <= Date.now()) return;
    const ticking = setInterval(() => {
      setNow(Date.now());
      if (deadline <= Date.now()) clearInterval(ticking);
    }, 1000);
    return () => clearInterval(ticking);
  }, [deadline]);

  return isOver ? 0 : Math.ceil((deadline - now) / 1000);
}
