import { ChevronDown, CircleAlert } from "lucide-react";
import { useMemo, useState } from "react";
import {
  Button,
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
} from "react-aria-components";
import { t } from "@/lib/messages/t";
import field from "@/ui/Field.module.css";
import input from "@/ui/Input.module.css";
import menu from "@/ui/Menu.module.css";
import { countryLabel, matchesCountry, nameCountries, orderCountries } from "./countrySearch";
import styles from "./Picker.module.css";
import type { Country } from "./queries";

interface CountryPickerProps {
  countries: readonly Country[];
  /** ISO 3166-1 alpha-2. */
  selected: string | null;
  error?: string | undefined;
  onSelect: (code: string | null) => void;
}

/** "Country Code": a drop-down that is searched by name, code or number. */
export function CountryPicker({ countries, selected, error, onSelect }: CountryPickerProps) {
  const ordered = useMemo(() => orderCountries(nameCountries(countries), navigator.language), [countries]);
  const labelOf = (code: string | null) => {
    const country = ordered.find((candidate) => candidate.code === code);
    return country ? countryLabel(country) : "";
  };
  const [typed, setTyped] = useState(() => labelOf(selected));
  const isSearching = typed !== labelOf(selected);
  const shown = isSearching ? ordered.filter((country) => matchesCountry(country, typed)) : ordered;

  function select(code: string | null) {
    onSelect(code);
    setTyped(labelOf(code));
  }

  return (
    <ComboBox
      className={field.field}
      name="country_code"
      items={shown}
      value={selected}
      inputValue={typed}
      menuTrigger="focus"
      allowsEmptyCollection
      isInvalid={error !== undefined}
      validationBehavior="aria"
      onInputChange={setTyped}
      onChange={(key) => select(key === null ? null : String(key))}
    >
      <Label className={field.label}>{t.editUser.country}</Label>
      <div className={styles.box}>
        <Input className={input.input} autoComplete="off" />
        <Button className={styles.open} aria-label={t.editUser.showCountries}>
          <ChevronDown size={18} aria-hidden="true" />
        </Button>
      </div>
      <FieldError className={field.error}>
        <CircleAlert size={16} aria-hidden="true" />
        {error}
      </FieldError>
      <Popover className={`${menu.popover} ${styles.popover}`}>
        <ListBox<Country>
          className={styles.list}
          renderEmptyState={() => <p className={styles.empty}>{t.editUser.countryNone}</p>}
        >
          {(country) => (
            <ListBoxItem
              id={country.code}
              className={`${menu.item} ${styles.item}`}
              textValue={countryLabel(country)}
            >
              <span>{country.name}</span>
              <span className={styles.number}>{country.calling_code}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
