import { useState } from "react";
import { explainFields } from "@/api/explain";
import { type Fault, faultAt } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { TextField } from "@/ui/TextField";
import { useSubmission } from "@/ui/useSubmission";
import { type Act, isGrave, useMemberAct } from "./memberActs";
import type { TeamUser } from "./queries";

interface MemberActDialogProps {
  user: TeamUser;
  act: Act;
  onDone: (told: string) => void;
  onClose: () => void;
}

/** Says what an act does to whom, asks what it needs, and does it. */
export function MemberActDialog({ user, act, onDone, onClose }: MemberActDialogProps) {
  const [email, setEmail] = useState(user.email ?? "");
  const [reason, setReason] = useState("");
  const memberAct = useMemberAct();
  const { submit, faults, isSending } = useSubmission();
  const { title, lead, effects, confirm, done } = t.teamAdmin.acts[act];
  const asksEmail = act === "resend_invitation";
  const asksReason = act === "reset_two_factor";

  function judge(): Fault[] {
    if (!asksEmail || email.includes("@")) return [];
    return [{ field: "email", message: t.teamAdmin.emailInvalid }];
  }

  async function send() {
    await memberAct.mutateAsync({
      user,
      act,
      // The address on file needs no repeating: only a corrected one is sent.
      email: asksEmail && email.trim() !== user.email ? email.trim() : undefined,
      reason: reason.trim() || undefined,
    });
    onDone(done(user.name));
  }

  const explain = (error: unknown) =>
    explainFields(error, { email: t.teamAdmin.emailFaults, reason: t.teamAdmin.reasonFaults });

  return (
    <ConfirmDialog
      title={title(user.name)}
      isOpen
      lead={lead}
      effects={effects}
      confirm={confirm}
      look={isGrave(act) ? "danger" : "primary"}
      faults={faults}
      isSending={isSending}
      onConfirm={() => submit({ judge, send, explain })}
      onClose={onClose}
    >
      {asksEmail && (
        <TextField
          label={t.teamAdmin.email}
          hint={t.teamAdmin.emailHint}
          name="email"
          type="email"
          autoComplete="off"
          value={email}
          error={faultAt(faults, "email")}
          onChange={setEmail}
        />
      )}
      {asksReason && (
        <TextField
          label={t.teamAdmin.reason}
          hint={t.teamAdmin.reasonHint}
          name="reason"
          autoComplete="off"
          value={reason}
          error={faultAt(faults, "reason")}
          onChange={setReason}
        />
      )}
    </ConfirmDialog>
  );
}
