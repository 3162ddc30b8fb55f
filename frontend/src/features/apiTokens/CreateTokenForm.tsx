import { useState } from "react";
import { explainFields } from "@/api/explain";
import { problemOf } from "@/api/problem";
import { toAsciiDigits } from "@/lib/code";
import { type Fault, faultAt } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { Fieldset } from "@/ui/Fieldset";
import { Form } from "@/ui/Form";
import { Notice } from "@/ui/Notice";
import { Row } from "@/ui/Row";
import { TextField } from "@/ui/TextField";
import { useSubmission } from "@/ui/useSubmission";
import { type CreatedApiToken, useCreateApiToken } from "./queries";
import { TwoFactorNeeded } from "./TwoFactorNeeded";

const DEFAULT_DAYS = 90;
const MOST_DAYS = 365;

interface CreateTokenFormProps {
  /** There are as many as there can be. */
  isFull: boolean;
  onCreated: (created: CreatedApiToken) => void;
  onCancel: () => void;
}

export function CreateTokenForm({ isFull, onCreated, onCancel }: CreateTokenFormProps) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [typedDays, setTypedDays] = useState(String(DEFAULT_DAYS));
  const [isTwoFactorOff, setIsTwoFactorOff] = useState(false);
  const createToken = useCreateApiToken();
  const { submit, faults, isSending } = useSubmission();
  const days = Number(toAsciiDigits(typedDays).trim() || Number.NaN);

  function judge(): Fault[] {
    const found: Fault[] = [];
    if (name.trim() === "") found.push({ field: "name", message: t.apiTokens.nameMissing });
    if (scopes.length === 0) found.push({ field: "scopes", message: t.apiTokens.scopeMissing });
    if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
      found.push({ field: "expires_in_days", message: t.apiTokens.daysInvalid });
    return found;
  }

  const send = async () =>
    onCreated(
      await createToken.mutateAsync({ name: name.trim(), scopes: [...scopes], expires_in_days: days }),
    );

  function explain(error: unknown): Fault[] {
    // It was switched off elsewhere since this page was read.
    if (problemOf(error, "two_factor_off")) {
      setIsTwoFactorOff(true);
      return [];
    }
    return explainFields(error, t.apiTokens.faults);
  }

  return (
    <Form faults={faults} onSubmit={() => submit({ judge, send, explain })}>
      {isTwoFactorOff && <TwoFactorNeeded />}
      {isFull && <Notice tone="warning">{t.apiTokens.full}</Notice>}
      <TextField
        label={t.apiTokens.name}
        hint={t.apiTokens.nameHint}
        name="name"
        value={name}
        autoComplete="off"
        error={faultAt(faults, "name")}
        onChange={setName}
      />
      <Fieldset legend={t.apiTokens.scopes} error={faultAt(faults, "scopes")}>
        {Object.entries(t.apiTokens.scopeLabels).map(([scope, label]) => (
          <Checkbox
            key={scope}
            label={label}
            name="scopes"
            isChecked={scopes.includes(scope)}
            onChange={(isChecked) =>
              setScopes(isChecked ? [...scopes, scope] : scopes.filter((other) => other !== scope))
            }
          />
        ))}
      </Fieldset>
      <TextField
        label={t.apiTokens.days}
        hint={t.apiTokens.daysHint}
        name="expires_in_days"
        value={typedDays}
        inputMode="numeric"
        autoComplete="off"
        error={faultAt(faults, "expires_in_days")}
        onChange={setTypedDays}
      />
      <Row>
        <Button type="submit" look="primary" isBusy={isSending}>
          {t.apiTokens.submit}
        </Button>
        <Button onClick={onCancel}>{t.common.cancel}</Button>
      </Row>
    </Form>
  );
}
