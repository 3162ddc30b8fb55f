import { useRef, useState } from "react";
import { announce } from "@/lib/announce";
import { t } from "@/lib/messages/t";
import { formatClock } from "@/lib/time";
import { useSecondsUntil } from "@/lib/useSecondsUntil";
import { Button } from "./Button";
import styles from "./SendText.module.css";

interface SendTextProps {
  phoneHint: string | undefined;
  label?: string;
  send: () => Promise<{ phone_hint: string; resend_after: number }>;
  onSent?: () => void;
  /** Tells the refusal, and returns the seconds after which a text may be asked for. */
  onError: (error: unknown) => number | undefined;
}

/** "Send SMS Code": the server says when it may be sent again, and the button counts down to it. */
export function SendText({ phoneHint, label = t.verify.send, send, onSent, onError }: SendTextProps) {
  const [sentTo, setSentTo] = useState<string>();
  const [againAt, setAgainAt] = useState<number>();
  const seconds = useSecondsUntil(againAt);
  const isUnderWay = useRef(false);

  async function press() {
    if (isUnderWay.current) return;
    if (seconds > 0) {
      announce(t.verify.tooEarly(formatClock(seconds)), "assertive");
      return;
    }
    isUnderWay.current = true;
    try {
      const sent = await send();
      setSentTo(sent.phone_hint);
      setAgainAt(Date.now() + sent.resend_after * 1000);
      announce(t.verify.sent(sent.phone_hint));
      onSent?.();
    } catch (error) {
      const wait = onError(error);
      // A text went out before, perhaps from another page, or before a reload.
      if (wait !== undefined) setAgainAt(Date.now() + wait * 1000);
    } finally {
      isUnderWay.current = false;
    }
  }

  return (
    <div className={styles.send}>
      <Button onClick={press} aria-label={seconds > 0 ? t.verify.sendAgain : undefined}>
        {seconds > 0 ? t.verify.sendAgainIn(formatClock(seconds)) : sentTo ? t.verify.sendAgain : label}
      </Button>
      <span className={styles.note}>
        {sentTo ? t.verify.sent(sentTo) : phoneHint && t.verify.sendTo(phoneHint)}
      </span>
    </div>
  );
}
