import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { announce } from "@/lib/announce";
import type { Fault } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { markPageTitle } from "@/lib/pageTitle";
import styles from "./Form.module.css";
import { Notice } from "./Notice";
import { WaitNotice } from "./WaitNotice";

interface FormProps {
  faults: readonly Fault[];
  onSubmit: () => void;
  label?: string;
  children: ReactNode;
}

/**
 * A form that judges nothing by itself. Of its faults one takes the focus to its field; where there are
 * several, a summary that links to them comes first.
 */
export function Form({ faults, onSubmit, label, children }: FormProps) {
  const formRef = useRef<HTMLFormElement>(null);
  const summaryRef = useRef<HTMLDivElement>(null);
  const ofFields = faults.filter((fault) => fault.field !== undefined);
  const ofForm = faults.filter((fault) => fault.field === undefined);

  useEffect(() => {
    const [first, second] = faults;
    if (!first) return;
    markPageTitle(true);
    if (second) summaryRef.current?.focus();
    else if (first.field === undefined) announce(first.message, "assertive");
    else focusField(formRef.current, first);
    return () => markPageTitle(false);
  }, [faults]);

  function send(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }

  return (
    <form ref={formRef} className={styles.form} noValidate onSubmit={send} aria-label={label}>
      {ofFields.length > 1 && (
        <div ref={summaryRef} tabIndex={-1} className={styles.summary}>
          <Notice tone="danger">
            <p>{t.common.summary}</p>
            <ul>
              {ofFields.map((fault) => (
                <li key={fault.field}>
                  <button type="button" onClick={() => focusField(formRef.current, fault)}>
                    {fault.message}
                  </button>
                </li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
      {ofForm.map((fault) => (
        <WaitNotice key={fault.message} fault={fault} />
      ))}
      {children}
    </form>
  );
}

function focusField(form: HTMLFormElement | null, fault: Fault) {
  const named = fault.field ? form?.elements.namedItem(fault.field) : null;
  // Boxes that answer one question share its name; the first of them stands for all.
  const field = named instanceof RadioNodeList ? named[0] : named;
  if (!(field instanceof HTMLElement)) return;
  // A field that has the focus already isn't read again when its description changes.
  if (document.activeElement === field) announce(fault.message, "assertive");
  field.focus();
  if (field instanceof HTMLInputElement && field.type === "text") field.select();
}
