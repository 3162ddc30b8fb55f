import { useId } from "react";
import { Fieldset } from "./Fieldset";
import styles from "./RadioGroup.module.css";

interface RadioGroupProps {
  legend: string;
  name: string;
  value: string;
  /** What is sent, and how it is called. */
  options: ReadonlyArray<readonly [value: string, label: string]>;
  onChange: (value: string) => void;
}

/** One of a few, all in sight. */
export function RadioGroup({ legend, name, value, options, onChange }: RadioGroupProps) {
  const id = useId();
  return (
    <Fieldset legend={legend}>
      {options.map(([option, label]) => (
        <div key={option} className={styles.option}>
          <input
            id={`${id}-${option}`}
            type="radio"
            name={name}
            value={option}
            checked={option === value}
            onChange={() => onChange(option)}
          />
          <label htmlFor={`${id}-${option}`}>{label}</label>
        </div>
      ))}
    </Fieldset>
  );
}
