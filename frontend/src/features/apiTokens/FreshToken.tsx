import { useEffect, useRef } from "react";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { CopyButton } from "@/ui/CopyButton";
import { Field } from "@/ui/Field";
import input from "@/ui/Input.module.css";
import { Notice } from "@/ui/Notice";
import { Row } from "@/ui/Row";
import styles from "./FreshToken.module.css";
import type { CreatedApiToken } from "./queries";

/** The token, this once. It goes nowhere but to the clipboard, and only by a press. */
export function FreshToken({ created, onDone }: { created: CreatedApiToken; onDone: () => void }) {
  const tokenRef = useRef<HTMLInputElement>(null);

  useEffect(() => tokenRef.current?.focus(), []);

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
        <CopyButton text={created.token} look="primary" />
        <Button onClick={onDone}>{t.apiTokens.done}</Button>
      </Row>
    </>
  );
}
