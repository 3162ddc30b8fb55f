import { useEffect } from "react";
import { t } from "@/lib/messages/t";
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
  useEffect(() => {
    if (waitSeconds === undefined) return;
    const waiting = setTimeout(onRetry, waitSeconds * 1000);
    return () => clearTimeout(waiting);
  }, [waitSeconds, onRetry]);

  return (
    <Notice tone="danger">
      <p role="alert">{message}</p>
      <Row>
        <Button onClick={onRetry}>{t.common.retry}</Button>
      </Row>
    </Notice>
  );
}
