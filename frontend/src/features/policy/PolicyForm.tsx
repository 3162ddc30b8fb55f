import { useId, useState } from "react";
import { explainFields } from "@/api/explain";
import { announce } from "@/lib/announce";
import { toAsciiDigits } from "@/lib/code";
import { type Fault, faultAt } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Checkbox } from "@/ui/Checkbox";
import { Form } from "@/ui/Form";
import { Notice } from "@/ui/Notice";
import { RadioGroup } from "@/ui/RadioGroup";
import { Row } from "@/ui/Row";
import { TextField } from "@/ui/TextField";
import { useSubmission } from "@/ui/useSubmission";
import { DEMANDS, type Demand, demanding, demandOf } from "./demand";
import { effectsOf } from "./effects";
import styles from "./PolicyForm.module.css";
import { type TeamPolicy, useSavePolicy } from "./queries";

const MOST_DAYS = 365;

/** The team's rules, and what saving them would do. */
export function PolicyForm({ policy }: { policy: TeamPolicy }) {
  const effectsId = useId();
  const [draft, setDraft] = useState(policy);
  const [typedDays, setTypedDays] = useState(String(policy.grace_days));
  const [isSaved, setIsSaved] = useState(false);
  const savePolicy = useSavePolicy();
  const { submit, faults, isSending } = useSubmission();

  const days = Number(toAsciiDigits(typedDays).trim() || Number.NaN);
  const isDays = Number.isInteger(days) && days >= 0 && days <= MOST_DAYS;
  const wanted = isDays ? { ...draft, grace_days: days } : draft;
  const effects = effectsOf(policy, wanted, new Date());

  function change(changed: Partial<TeamPolicy>) {
    setIsSaved(false);
    setDraft({ ...draft, ...changed });
  }

  const judge = (): Fault[] => (isDays ? [] : [{ field: "grace_days", message: t.policy.graceInvalid }]);

  async function send() {
    await savePolicy.mutateAsync(wanted);
    setIsSaved(true);
    announce(t.policy.saved);
  }

  return (
    <Card>
      <Form
        faults={faults}
        onSubmit={() => submit({ judge, send, explain: (error) => explainFields(error, t.policy.faults) })}
      >
        <RadioGroup
          legend={t.policy.demand}
          name="demand"
          value={demandOf(draft)}
          options={DEMANDS.map((demand) => [demand, t.policy.demands[demand]] as const)}
          onChange={(demand) => change(demanding(draft, demand as Demand))}
        />
        <div className={styles.days}>
          <TextField
            label={t.policy.graceDays}
            hint={t.policy.graceHint}
            name="grace_days"
            value={typedDays}
            inputMode="numeric"
            autoComplete="off"
            error={faultAt(faults, "grace_days")}
            onChange={(typed) => {
              setIsSaved(false);
              setTypedDays(typed);
            }}
          />
        </div>
        <Checkbox
          label={t.policy.allowSms}
          hint={t.policy.allowSmsHint}
          name="allow_sms"
          isChecked={draft.allow_sms}
          onChange={(allow_sms) => change({ allow_sms })}
        />
        <Checkbox
          label={t.policy.allowRemember}
          hint={t.policy.allowRememberHint}
          name="allow_remember_device"
          isChecked={draft.allow_remember_device}
          onChange={(allow_remember_device) => change({ allow_remember_device })}
        />
        <section className={styles.effects}>
          <h2>{t.policy.effects}</h2>
          {effects.length === 0 ? (
            <p id={effectsId}>{t.policy.effectsNone}</p>
          ) : (
            <ul id={effectsId}>
              {effects.map((effect) => (
                <li key={effect}>{effect}</li>
              ))}
            </ul>
          )}
        </section>
        {isSaved && <Notice tone="success">{t.policy.saved}</Notice>}
        <Row>
          <Button type="submit" look="primary" isBusy={isSending} aria-describedby={effectsId}>
            {t.policy.save}
          </Button>
        </Row>
      </Form>
    </Card>
  );
}
