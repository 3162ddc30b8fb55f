import { useEffect, useState, useSyncExternalStore } from "react";
import { refreshSession } from "@/api/client";
import { explain } from "@/api/explain";
import { currentSession, endSession, watchSession } from "@/api/session";
import type { Fault } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { formatClock } from "@/lib/time";
import { useSecondsUntil } from "@/lib/useSecondsUntil";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Row } from "@/ui/Row";
import hidden from "@/ui/styles/hidden.module.css";
import { WaitNotice } from "@/ui/WaitNotice";
import { logOut } from "./queries";

const WARN_MS = 120_000;

/** Two minutes before a session that nobody uses ends, asks whether someone is there; then ends it. */
export function IdleHost() {
  const endsAt = useSyncExternalStore(watchSession, () => currentSession()?.endsAt);
  const isSoon = useIsPast(endsAt === undefined ? undefined : endsAt - WARN_MS);
  // One that can't be had longer isn't asked about a second time.
  const [askedAbout, setAskedAbout] = useState<number>();
  const isOver = useIsPast(endsAt);

  useEffect(() => {
    if (isOver) endSession("expired");
  }, [isOver]);

  const isOpen = isSoon && !isOver && endsAt !== undefined && (askedAbout ?? 0) < endsAt - WARN_MS;
  return (
    <Dialog title={t.idle.title} isOpen={isOpen} isHeld onClose={() => undefined}>
      {isOpen && <StillThere endsAt={endsAt} onStayed={() => setAskedAbout(Date.now())} />}
    </Dialog>
  );
}

function StillThere({ endsAt, onStayed }: { endsAt: number; onStayed: () => void }) {
  const seconds = useSecondsUntil(endsAt);
  const [fault, setFault] = useState<Fault>();
  const [isSending, setIsSending] = useState(false);

  async function stay() {
    if (isSending) return;
    setIsSending(true);
    setFault(undefined);
    try {
      await refreshSession();
      onStayed();
    } catch (error) {
      setFault(explain(error));
    }
    setIsSending(false);
  }

  return (
    <>
      <p className={hidden.visually}>{t.idle.announced}</p>
      <p aria-hidden="true">{t.idle.lead(formatClock(seconds))}</p>
      {fault && <WaitNotice fault={fault} />}
      <Row>
        <Button look="primary" isBusy={isSending} onClick={stay}>
          {t.idle.stay}
        </Button>
        <Button onClick={logOut}>{t.idle.logOut}</Button>
      </Row>
    </>
  );
}

/** Whether `moment` is past, in a single render at it: no clock ticks before. */
function useIsPast(moment: number | undefined): boolean {
  const [passed, setPassed] = useState<number>();
  useEffect(() => {
    if (moment === undefined) return;
    const waiting = setTimeout(() => setPassed(moment), Math.max(0, moment - Date.now()));
    return () => clearTimeout(waiting);
  }, [moment]);
  return moment !== undefined && passed === moment;
}
