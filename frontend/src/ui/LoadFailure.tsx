import { useEffect, useState } from "react";
import { t } from "@/lib/messages/t";
import { formatClock } from "@/lib/time";
import { useSecondsUntil } from "@/lib/useSecondsUntil";
import { Button } from "./Button";
import { Notice } from "./Notice";
import { Row } from "./Row";

interface LoadFailureProps {
  message: string;
  /** The wait that the service asked for: it ends by itself. */
  waitSeconds?: number | undefined;
  onRetry: () => void;
}

/** Stands where something could not be read, with the way to ask again. */
export function LoadFailure({ message, waitSeconds, onRetry }: LoadFailureProps) {
  const [deadline, setDeadline] = useState<number>();
  const seconds = useSecondsUntil(deadline);

  useEffect(() => {
    if (waitSeconds === undefined) return;
    setDeadline(Date.now() + waitSeconds * 1000);
    const waiting = setTimeout(onRetry, waitSeconds * 1000);
    return () => clearTimeout(waiting);
  }, [waitSeconds, onRetry]);

  return (
    <Notice tone="danger">
      <p role="alert">{message}</p>
      {seconds > 0 && <p>{t.common.wait(formatClock(seconds))}</p>}
      <Row>
        <Button onClick={onRetry}>{t.common.retry}</Button>
      </Row>
    </Notice>
  );
}
