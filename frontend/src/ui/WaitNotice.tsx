import { useMemo } from "react";
import type { Fault } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { formatClock } from "@/lib/time";
import { useSecondsUntil } from "@/lib/useSecondsUntil";
import { Notice } from "./Notice";

/** A refusal; one with a wait counts it down and goes away by itself. */
export function WaitNotice({ fault }: { fault: Fault }) {
  const deadline = useMemo(
    () => (fault.waitSeconds === undefined ? undefined : Date.now() + fault.waitSeconds * 1000),
    [fault],
  );
  const seconds = useSecondsUntil(deadline);
  if (deadline !== undefined && seconds === 0) return null;

  return (
    <Notice tone="danger">
      <p>{fault.message}</p>
      {deadline !== undefined && <p>{t.common.wait(formatClock(seconds))}</p>}
    </Notice>
  );
}
