import type { apiTokens as english } from "../en/apiTokens";

const DAYS_INVALID = "Geben Sie eine Zahl von Tagen zwischen 1 und 365 ein.";
const SCOPE_MISSING = "Wählen Sie mindestens eine Sache, die es darf.";

export const apiTokens: typeof english = {
  apiTokens: {
    title: "API-Tokens",
    lead: "Für Skripte und Programme: Sie lesen, was Sie lesen können, ohne Ihr Passwort und ohne Code.",
    list: "Ihre Tokens",
    none: "Sie haben kein API-Token.",
    create: "Neues Token",
    name: "Name",
    nameHint: "Wofür es ist, etwa „Nächtlicher Bericht“",
    scopes: "Was es darf",
    scopeLabels: {
      "account:read": "Ihr Konto lesen",
      "team:read": "Ihr Team lesen",
    },
    days: "Tage, bis es abläuft",
    daysHint: "1 bis 365",
    full: "Sie haben so viele Tokens, wie es geben kann. Mit diesem endet das älteste.",
    submit: "Token erstellen",
    purpose: "Um ein API-Token zu erstellen, bestätigen Sie, dass Sie es sind.",
    created: (when) => `Erstellt am ${when}`,
    expires: (when) => `Läuft ab am ${when}`,
    lastUsed: (when) => `Zuletzt benutzt am ${when}`,
    neverUsed: "Nie benutzt",
    more: "Mehr zeigen",
    freshTitle: "Ihr neues Token",
    freshWarning:
      "Kopieren Sie es jetzt: Es wird nur dieses eine Mal gezeigt. Wer es hat, kann lesen, was Sie lesen können; hüten Sie es also wie ein Passwort.",
    token: (name) => `Token „${name}“`,
    done: "Fertig",
    delete: "Löschen",
    deleteNamed: (name) => `${name} löschen`,
    deleteTitle: (name) => `„${name}“ löschen?`,
    deleteLead: "Programme, die es benutzen, sind sofort ausgesperrt. Es lässt sich nicht zurückholen.",
    deleteConfirm: "Token löschen",
    deleted: (name) => `${name} ist gelöscht.`,
    twoFactorNeeded:
      "API-Tokens kann nur erstellen, wer sich mit einem zweiten Faktor angemeldet hat. Schalten Sie zuerst die Zwei-Faktor-Anmeldung ein und kommen Sie wieder.",
    switchOn: "Zwei-Faktor-Anmeldung einschalten",
    nameMissing: "Geben Sie dem Token einen Namen.",
    scopeMissing: SCOPE_MISSING,
    daysInvalid: DAYS_INVALID,
    faults: {
      name: { invalid: "Ein Name hat höchstens 64 Zeichen, und keine ungewöhnlichen." },
      scopes: {
        required: SCOPE_MISSING,
        invalid: "Für eines davon gibt dieser Dienst keine Tokens aus.",
      },
      expires_in_days: { invalid: DAYS_INVALID },
    },
  },
};
