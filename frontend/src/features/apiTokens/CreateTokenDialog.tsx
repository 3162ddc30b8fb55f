import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { announce } from "@/lib/announce";
import { t } from "@/lib/messages/t";
import { Dialog } from "@/ui/Dialog";
import { CreateTokenForm } from "./CreateTokenForm";
import { FreshToken } from "./FreshToken";
import { apiTokensQuery, type CreatedApiToken } from "./queries";

/** One more ends the oldest. */
const MOST_TOKENS = 20;

/** Asks what the token is for, and shows it this once. */
export function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const tokens = useQueryClient().getQueryData(apiTokensQuery.queryKey);
  const count = tokens?.pages.flatMap((page) => page.items).length ?? 0;
  const [created, setCreated] = useState<CreatedApiToken>();

  function show(token: CreatedApiToken) {
    setCreated(token);
    announce(t.apiTokens.freshWarning);
  }

  return (
    <Dialog
      title={created ? t.apiTokens.freshTitle : t.apiTokens.create}
      isOpen
      startsInField
      isHeld={created !== undefined}
      onClose={onClose}
    >
      {created ? (
        <FreshToken created={created} onDone={onClose} />
      ) : (
        <CreateTokenForm isFull={count >= MOST_TOKENS} onCreated={show} onCancel={onClose} />
      )}
    </Dialog>
  );
}
