import { Copy } from "lucide-react";
import { useState } from "react";
import { announce } from "@/lib/announce";
import { t } from "@/lib/messages/t";
import { Button } from "./Button";

interface CopyButtonProps {
  /** What goes to the clipboard, by a press alone. */
  text: string;
  label?: string;
  look?: "primary" | "secondary";
}

/** Copies, and says whether it did: whoever trusts in a copy that failed pastes something else, or has nothing. */
export function CopyButton({ text, label = t.common.copy, look }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState<boolean>();

  async function copy() {
    try {
      // Away from HTTPS there is no clipboard at all, and some browsers ask first.
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
      announce(t.common.copied);
    } catch {
      setIsCopied(false);
      announce(t.common.copyFailed, "assertive");
    }
  }

  return (
    <Button look={look} onClick={copy}>
      <Copy size={18} aria-hidden="true" />
      {isCopied === undefined ? label : isCopied ? t.common.copied : t.common.copyFailed}
    </Button>
  );
}
