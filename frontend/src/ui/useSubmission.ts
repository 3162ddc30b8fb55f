import { useRef, useState } from "react";
import type { Fault } from "@/lib/fault";

interface Submission {
  /** Looked at only now, at the press: nothing is judged while people type. */
  judge?: () => Fault[];
  send: () => Promise<void>;
  explain: (error: unknown) => Fault[];
}

/** One form's sending: faults first, then one request; a second press while it is under way is swallowed. */
export function useSubmission() {
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [isSending, setIsSending] = useState(false);
  // State comes a render late, and two presses can come within one.
  const isUnderWay = useRef(false);

  async function submit({ judge, send, explain }: Submission): Promise<void> {
    if (isUnderWay.current) return;
    const found = judge?.() ?? [];
    if (found.length > 0) {
      setFaults(found);
      return;
    }

    isUnderWay.current = true;
    setIsSending(true);
    setFaults([]);
    try {
      await send();
    } catch (error) {
      setFaults(explain(error));
    } finally {
      isUnderWay.current = false;
      setIsSending(false);
    }
  }

  return { submit, faults, setFaults, isSending };
}
