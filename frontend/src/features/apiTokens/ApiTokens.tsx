import { useState } from "react";
import { announce } from "@/lib/announce";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { useFocusAfterDialog } from "@/ui/useFocusAfterDialog";
import { CreateTokenDialog } from "./CreateTokenDialog";
import { DeleteTokenDialog } from "./DeleteTokenDialog";
import type { ApiToken } from "./queries";
import { TokenList } from "./TokenList";
import { TwoFactorNeeded } from "./TwoFactorNeeded";

/** The tokens that there are, and the dialogs that make and delete one. */
export function ApiTokens({ hasTwoFactor }: { hasTwoFactor: boolean }) {
  const [listRef, focusList] = useFocusAfterDialog<HTMLHeadingElement>();
  const [isCreating, setIsCreating] = useState(false);
  const [doomed, setDoomed] = useState<ApiToken>();

  function tellDeleted({ name }: ApiToken) {
    setDoomed(undefined);
    announce(t.apiTokens.deleted(name));
    // The row goes, and its button with it.
    focusList();
  }

  return (
    <>
      {!hasTwoFactor && <TwoFactorNeeded />}
      <TokenList
        headingRef={listRef}
        onDelete={setDoomed}
        action={
          hasTwoFactor && (
            <Button look="primary" onClick={() => setIsCreating(true)}>
              {t.apiTokens.create}
            </Button>
          )
        }
      />
      {isCreating && <CreateTokenDialog onClose={() => setIsCreating(false)} />}
      {doomed && (
        <DeleteTokenDialog token={doomed} onDeleted={tellDeleted} onClose={() => setDoomed(undefined)} />
      )}
    </>
  );
}
