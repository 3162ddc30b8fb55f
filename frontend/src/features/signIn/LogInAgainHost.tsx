import { useEffect, useState } from "react";
import { answerSessionEndsWith } from "@/api/logInAgain";
import { type Authenticated, beginSession, type EndReason } from "@/api/session";
import { t } from "@/lib/messages/t";
import { Dialog } from "@/ui/Dialog";
import { LogInAgain } from "./LogInAgain";

interface EndedSession {
  reason: EndReason;
  settle: (isLoggedIn: boolean) => void;
}

interface LogInAgainHostProps {
  user: { id: string; username: string };
}

/** The dialog that a session's end opens over a form, so that nothing typed is lost. */
export function LogInAgainHost({ user }: LogInAgainHostProps) {
  const [ended, setEnded] = useState<EndedSession>();

  useEffect(
    () =>
      answerSessionEndsWith(
        (reason) =>
          new Promise((resolve) => {
            setEnded({
              reason,
              settle: (isLoggedIn) => {
                setEnded(undefined);
                resolve(isLoggedIn);
              },
            });
          }),
      ),
    [],
  );

  function goOn(outcome: Authenticated) {
    const isSame = outcome.user.id === user.id;
    if (isSame) beginSession(outcome);
    ended?.settle(isSame);
  }

  return (
    <Dialog
      title={t.login.again}
      isOpen={ended !== undefined}
      startsInField
      onClose={() => ended?.settle(false)}
    >
      {ended && (
        <LogInAgain
          username={user.username}
          reason={ended.reason}
          onAuthenticated={goOn}
          onLeave={() => ended.settle(false)}
        />
      )}
    </Dialog>
  );
}
