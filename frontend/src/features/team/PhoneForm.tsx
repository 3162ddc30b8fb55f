import { useState } from "react";
import { explainFields } from "@/api/explain";
import { announce } from "@/lib/announce";
import { toAsciiDigits } from "@/lib/code";
import { faultAt } from "@/lib/fault";
import { t } from "@/lib/messages/t";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { Row } from "@/ui/Row";
import text from "@/ui/styles/text.module.css";
import { TextField } from "@/ui/TextField";
import { useSubmission } from "@/ui/useSubmission";
import { CountryPicker } from "./CountryPicker";
import { type Country, type TeamUser, useSavePhone } from "./queries";

interface PhoneFormProps {
  user: TeamUser;
  countries: readonly Country[];
  onClose: () => void;
}

export function PhoneForm({ user, countries, onClose }: PhoneFormProps) {
  const [countryCode, setCountryCode] = useState(user.country_code ?? homeCountry(countries));
  const [cellPhone, setCellPhone] = useState(user.cell_phone ?? "");
  const savePhone = useSavePhone();
  const { submit, faults, isSending } = useSubmission();
  const country = countries.find(({ code }) => code === countryCode);

  function save() {
    return submit({
      send: async () => {
        const typed = toAsciiDigits(cellPhone).trim();
        const saved = await savePhone.mutateAsync({
          id: user.id,
          countryCode: countryCode ?? undefined,
          cellPhone: typed === "" ? null : typed,
        });
        announce(t.team.saved(saved.name, saved.cell_phone));
        onClose();
      },
      explain: (error) =>
        explainFields(error, { cell_phone: t.editUser.faults, country_code: t.editUser.faults }),
    });
  }

  return (
    <Form faults={faults} onSubmit={save}>
      <CountryPicker
        countries={countries}
        selected={countryCode}
        error={faultAt(faults, "country_code")}
        onSelect={setCountryCode}
      />
      <TextField
        label={t.editUser.phone}
        hint={country && t.editUser.phoneHint(country.example)}
        name="cell_phone"
        type="tel"
        autoComplete="tel"
        value={cellPhone}
        error={faultAt(faults, "cell_phone")}
        onChange={setCellPhone}
      />
      {user.cell_phone && <p className={text.aside}>{t.editUser.stored(user.cell_phone)}</p>}
      <Row>
        <Button type="submit" look="primary" isBusy={isSending}>
          {t.editUser.save}
        </Button>
        <Button onClick={onClose}>{t.common.cancel}</Button>
      </Row>
    </Form>
  );
}

/** The browser's own country is the likeliest for someone who has no number yet. */
function homeCountry(countries: readonly Country[]): string | null {
  const region = new Intl.Locale(navigator.language).maximize().region;
  return countries.find(({ code }) => code === region)?.code ?? null;
}
