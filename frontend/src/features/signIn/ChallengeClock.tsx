import { useEffect } from "react";
import { announce } from "@/lib/announce";
import { t } from "@/lib/messages/t";
import { formatClock } from "@/lib/time";
import { useSecondsUntil } from "@/lib/useSecondsUntil";
import { Notice } from "@/ui/Notice";
import text from "@/ui/styles/text.module.css";

const WARN_SECONDS = 60;

/** Says that the page holds for 5 minutes, warns at one, and ends it. The countdown isn't read out. */
export function ChallengeClock({ endsAt, onEnd }: { endsAt: number; onEnd: () => void }) {
  const seconds = useSecondsUntil(endsAt);
  const isSoonOver = seconds <= WARN_SECONDS;
  const isOver = seconds === 0;

  useEffect(() => {
    if (isOver) onEnd();
    else if (isSoonOver) announce(t.verify.soonOverAnnounced, "assertive");
  }, [isOver, isSoonOver, onEnd]);

  if (!isSoonOver) return <p className={text.aside}>{t.verify.holds}</p>;
  return (
    <Notice tone="warning">
      <span aria-hidden="true">{t.verify.soonOver(formatClock(seconds))}</span>
    </Notice>
  );
}
