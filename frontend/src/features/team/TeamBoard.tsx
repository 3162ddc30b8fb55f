import { useState } from "react";
import { announce } from "@/lib/announce";
import { useFocusAfterDialog } from "@/ui/useFocusAfterDialog";
import { EditUserDialog } from "./EditUserDialog";
import { InviteDialog } from "./InviteDialog";
import { MemberActDialog } from "./MemberActDialog";
import type { Act } from "./memberActs";
import type { TeamUser } from "./queries";
import { TeamList } from "./TeamList";

interface TeamBoardProps {
  ownId: string;
  isAdmin: boolean;
  /** Whose edit dialog is open. */
  edited: string | undefined;
  onEdit: (userId: string | undefined) => void;
  onShowActivity: (userId: string) => void;
}

/** The team's list, and the one dialog that is open over it. */
export function TeamBoard({ ownId, isAdmin, edited, onEdit, onShowActivity }: TeamBoardProps) {
  const [countRef, focusCount] = useFocusAfterDialog<HTMLParagraphElement>();
  // A dialog opens while its menu closes, and may find the focus on neither: so it is told where to.
  const [openerRef, focusOpener] = useFocusAfterDialog<HTMLButtonElement>();
  const [isInviting, setIsInviting] = useState(false);
  const [asked, setAsked] = useState<{ user: TeamUser; act: Act }>();
  /** What was done last. Much of it, such as a mail that went out, shows nowhere else. */
  const [told, setTold] = useState<string>();

  function tell(message: string) {
    setTold(message);
    announce(message);
    setIsInviting(false);
    // The row goes, and the button that the focus would go back to.
    if (asked?.act === "remove") focusCount();
    else if (asked) focusOpener();
    setAsked(undefined);
  }

  function closeAct() {
    focusOpener();
    setAsked(undefined);
  }

  return (
    <>
      <TeamList
        ownId={ownId}
        isAdmin={isAdmin}
        told={told}
        countRef={countRef}
        onEdit={onEdit}
        onAct={(user, act, opener) => {
          openerRef.current = opener;
          setAsked({ user, act });
        }}
        onInvite={() => setIsInviting(true)}
        onShowActivity={onShowActivity}
      />
      {edited && <EditUserDialog userId={edited} onClose={() => onEdit(undefined)} />}
      {isInviting && <InviteDialog onDone={tell} onClose={() => setIsInviting(false)} />}
      {asked && <MemberActDialog {...asked} onDone={tell} onClose={closeAct} />}
    </>
  );
}
