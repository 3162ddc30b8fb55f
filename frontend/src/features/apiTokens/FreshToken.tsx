import { Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { announce } from "@/lib/announce";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import input from "@/ui/Input.module.css";
import { Notice } from "@/ui/Notice";
import { Row } from "@/ui/Row";
import styles from "./FreshToken.module.css";
import type { CreatedApiToken } from "./queries";

/** The token, this once. It goes nowhere but to the clipboard, and only by a press. */
export function FreshToken({ created, onDone }: { created: CreatedApiToken; onDone: () => void }) {
  const tokenRef = useRef<HTMLInputElement>(null);
  const [isCopied, setIsCopied] = useState(false);

  useEffect(() => tokenRef.current?.focus(), []);

  async function copy() {
    await navigator.clipboard.writeText(created.token);
    setIsCopied(true);
    announce(t.apiTokens.copied);
  }

  return (
    <>
      <Notice tone="warning">{t.apiTokens.freshWarning}</Notice>
      <Field label={t.apiTokens.token(created.name)} error={undefined}>
        {(wiring) => (
          <input
            {...wiring}
            ref={tokenRef}
            className={`${input.input} ${styles.token}`}
            value={created.token}
            readOnly
            translate="no"
            spellCheck={false}
            autoComplete="off"
            // Backwards, so that its beginning is in sight.
            onFocus={({ target }) => target.setSelectionRange(0, target.value.length, "backward")}
          />
        )}
      </Field>
      <Row>
        <Button look="primary" onClick={copy}>
          <Copy size={18} aria-hidden="true" />
          {isCopied ? t.apiTokens.copied : t.apiTokens.copy}
        </Button>
        <Button onClick={onDone}>{t.apiTokens.done}</Button>
      </Row>
    </>
  );
}
