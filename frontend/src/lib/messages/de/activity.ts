import type { ActivityFacts } from "../activityFacts";
import type { activity as english } from "../en/activity";

const PROOFS: Readonly<Record<string, string>> = {
  password: "dem Passwort allein",
  remembered_device: "dem Passwort auf einem vertrauten Gerät",
  totp: "Passwort und App",
  sms: "Passwort und SMS",
  backup_code: "Passwort und Backup-Code",
};

/** A thing that belongs to somebody, in the accusative. */
interface Thing {
  readonly your: string;
  readonly own: string;
  /** Followed by "von" and a name. */
  readonly of: string;
}

const PASSWORD: Thing = { your: "Ihr Passwort", own: "das eigene Passwort", of: "das Passwort" };
const EMAIL: Thing = {
  your: "Ihre E-Mail-Adresse",
  own: "die eigene E-Mail-Adresse",
  of: "die E-Mail-Adresse",
};
const PHONE: Thing = { your: "Ihre Handynummer", own: "die eigene Handynummer", of: "die Handynummer" };
const NAME: Thing = { your: "Ihren Namen", own: "den eigenen Namen", of: "den Namen" };
const ACCOUNT: Thing = { your: "Ihr Konto", own: "das eigene Konto", of: "das Konto" };
const TWO_FACTOR: Thing = {
  your: "Ihre Zwei-Faktor-Anmeldung",
  own: "die eigene Zwei-Faktor-Anmeldung",
  of: "die Zwei-Faktor-Anmeldung",
};
const ONE_SESSION: Thing = {
  your: "eine Ihrer Sitzungen",
  own: "eine der eigenen Sitzungen",
  of: "eine Sitzung",
};
const ALL_SESSIONS: Thing = { your: "alle Ihre Sitzungen", own: "alle Sitzungen", of: "alle Sitzungen" };
const OTHER_SESSIONS: Thing = {
  your: "alle Ihre anderen Sitzungen",
  own: "alle anderen eigenen Sitzungen",
  of: "alle anderen Sitzungen",
};
const ONE_DEVICE: Thing = {
  your: "eines Ihrer vertrauten Geräte",
  own: "eines der eigenen vertrauten Geräte",
  of: "ein vertrautes Gerät",
};
const ALL_DEVICES: Thing = {
  your: "alle Ihre vertrauten Geräte",
  own: "alle eigenen vertrauten Geräte",
  of: "alle vertrauten Geräte",
};

/** Who did it, with the verb that goes with them: "Sie haben", "Bob hat". */
function did({ actor }: ActivityFacts): string {
  return actor.isReader ? "Sie haben" : `${actor.name} hat`;
}

/** The same for what is said of oneself: "Sie haben sich", "Bob hat sich". */
function didOneself(facts: ActivityFacts): string {
  return `${did(facts)} sich`;
}

function the(thing: Thing, { subject, isOwn }: ActivityFacts): string {
  if (subject.isReader) return thing.your;
  return isOwn ? thing.own : `${thing.of} von ${subject.name}`;
}

/** To whom, or whom: "Ihnen" and "Sie", or the name. */
function whom({ subject }: ActivityFacts, yours: "Ihnen" | "Sie"): string {
  return subject.isReader ? yours : subject.name;
}

function rightPassword({ subject }: ActivityFacts): string {
  return subject.isReader ? "Ihr richtiges Passwort" : `das richtige Passwort von ${subject.name}`;
}

function proofOf({ proof }: ActivityFacts["detail"]): string {
  return PROOFS[String(proof)] ?? "";
}

function roleOf({ role }: ActivityFacts["detail"]): string {
  return role === "admin" ? "Admin" : role === "member" ? "Mitglied" : String(role);
}

function policyOf(detail: ActivityFacts["detail"]): string {
  const demand = detail.require_two_factor
    ? "zwei Faktoren für alle"
    : detail.require_two_factor_for_admins
      ? "zwei Faktoren für Admins"
      : "zwei Faktoren für niemanden";
  return [
    demand,
    `${detail.grace_days} ${detail.grace_days === 1 ? "Tag" : "Tage"} Frist`,
    detail.allow_sms ? "SMS erlaubt" : "keine SMS",
    detail.allow_remember_device ? "vertraute Geräte erlaubt" : "keine vertrauten Geräte",
  ].join(", ");
}

const sentences: (typeof english)["activity"]["sentences"] = {
  logged_in: (facts) => {
    const proof = proofOf(facts.detail);
    const where = facts.detail.known_client === false ? ", in einem neuen Browser" : "";
    return `${didOneself(facts)}${proof && ` mit ${proof}`} angemeldet${where}.`;
  },
  login_unfinished: (facts) => `Jemand hat ${rightPassword(facts)} eingegeben, aber keinen richtigen Code.`,
  wrong_codes: ({ subject, detail }) => {
    const whose = subject.isReader
      ? "Ihrem richtigen Passwort"
      : `dem richtigen Passwort von ${subject.name}`;
    return detail.count === 1
      ? `Nach ${whose} kam 1 falscher Code.`
      : `Nach ${whose} kamen ${detail.count} falsche Codes.`;
  },
  logged_out: (facts) => `${didOneself(facts)} abgemeldet.`,
  session_ended: (facts) => `${did(facts)} ${the(ONE_SESSION, facts)} beendet.`,
  sessions_ended: (facts) =>
    `${did(facts)} ${the(facts.isOwn ? OTHER_SESSIONS : ALL_SESSIONS, facts)} beendet.`,
  refresh_reused: ({ subject }) =>
    subject.isReader
      ? "Eine Ihrer Sitzungen wurde beendet, denn ihr Schlüssel kam ein zweites Mal."
      : `Eine Sitzung von ${subject.name} wurde beendet, denn ihr Schlüssel kam ein zweites Mal.`,
  device_remembered: (facts) =>
    `${did(facts)} ein Gerät als vertraut vermerkt; es braucht beim Anmelden keinen Code.`,
  device_forgotten: (facts) => `${did(facts)} ${the(ONE_DEVICE, facts)} vergessen lassen.`,
  devices_forgotten: (facts) => `${did(facts)} ${the(ALL_DEVICES, facts)} vergessen lassen.`,
  password_reset_requested: (facts) => {
    const thing = facts.subject.isReader ? "Ihr Passwort" : `das Passwort von ${facts.subject.name}`;
    return `${did(facts)} einen Link angefordert, um ${thing} zurückzusetzen.`;
  },
  password_reset: (facts) =>
    facts.isOwn
      ? `${did(facts)} über einen Link aus einer E-Mail ein neues Passwort gewählt.`
      : `${did(facts)} für ${whom(facts, "Sie")} ein neues Passwort gesetzt.`,
  password_changed: (facts) => `${did(facts)} ${the(PASSWORD, facts)} geändert.`,
  email_change_requested: (facts) => `${did(facts)} darum gebeten, ${the(EMAIL, facts)} zu ändern.`,
  email_changed: (facts) => `${did(facts)} ${the(EMAIL, facts)} geändert.`,
  phone_changed: (facts) => `${did(facts)} ${the(PHONE, facts)} geändert.`,
  phone_removed: (facts) => `${did(facts)} ${the(PHONE, facts)} entfernt.`,
  phone_verified: (facts) => `${did(facts)} ${the(PHONE, facts)} bestätigt.`,
  two_factor_enabled: (facts) => `${did(facts)} die Zwei-Faktor-Anmeldung eingeschaltet.`,
  two_factor_replaced: (facts) => `${did(facts)} eine neue Authenticator-App eingerichtet.`,
  two_factor_disabled: (facts) => `${did(facts)} die Zwei-Faktor-Anmeldung ausgeschaltet.`,
  two_factor_reset: (facts) => {
    const { reason } = facts.detail;
    return `${did(facts)} ${the(TWO_FACTOR, facts)} zurückgesetzt.${reason ? ` Grund: „${reason}“` : ""}`;
  },
  backup_codes_created: (facts) => `${did(facts)} neue Backup-Codes erstellt.`,
  backup_code_spent: (facts) => {
    const { left } = facts.detail;
    return `${did(facts)} einen Backup-Code verbraucht; ${left === 1 ? "1 bleibt" : `${left} bleiben`}.`;
  },
  api_token_created: (facts) => `${did(facts)} das API-Token „${facts.detail.name}“ erstellt.`,
  api_token_deleted: (facts) => `${did(facts)} das API-Token „${facts.detail.name}“ gelöscht.`,
  user_added: (facts) => `${did(facts)} ${whom(facts, "Sie")} als ${roleOf(facts.detail)} hinzugefügt.`,
  user_invited: (facts) => `${did(facts)} ${whom(facts, "Sie")} als ${roleOf(facts.detail)} eingeladen.`,
  invitation_sent: (facts) => `${did(facts)} ${whom(facts, "Ihnen")} die Einladung noch einmal geschickt.`,
  invitation_accepted: (facts) => `${did(facts)} die Einladung angenommen.`,
  name_changed: (facts) => `${did(facts)} ${the(NAME, facts)} geändert.`,
  role_changed: (facts) => `${did(facts)} ${whom(facts, "Sie")} zum ${roleOf(facts.detail)} gemacht.`,
  user_disabled: (facts) => `${did(facts)} ${the(ACCOUNT, facts)} gesperrt.`,
  user_enabled: (facts) => `${did(facts)} ${the(ACCOUNT, facts)} entsperrt.`,
  user_deleted: (facts) => `${did(facts)} ${whom(facts, "Sie")} aus dem Team entfernt.`,
  policy_changed: (facts) => `${did(facts)} die Richtlinie des Teams geändert: ${policyOf(facts.detail)}.`,
};

export const activity: typeof english = {
  activity: {
    title: "Aktivitäten",
    lead: "Was mit Ihrem Konto geschehen ist. War etwas davon nicht von Ihnen? Dann ändern Sie Ihr Passwort und beenden Sie die anderen Sitzungen.",
    leadTeam: (team) => `Was in ${team} geschehen ist.`,
    choice: "Wessen Aktivitäten",
    own: "Ihre",
    team: "Die des Teams",
    filter: "Person",
    filterHint: "Name oder Benutzername; leer für alle",
    removedUser: "Entfernte Person",
    showPeople: "Personen zeigen",
    nobody: "Niemand passt dazu.",
    since: "Seit",
    sinceOptions: [
      ["", "Anfang an"],
      ["0", "Heute"],
      ["7", "7 Tagen"],
      ["30", "30 Tagen"],
      ["90", "90 Tagen"],
    ],
    none: "Noch ist nichts geschehen.",
    noneMatches: "Nichts passt dazu. Sehen Sie bei mehr Personen nach oder weiter zurück.",
    more: "Mehr zeigen",
    today: "Heute",
    yesterday: "Gestern",
    unusual: "Ungewöhnlich:",
    you: "Sie",
    someone: "Jemand",
    operator: "Der Betreiber des Dienstes",
    theTeam: "dem Team",
    sentences,
    unknown: (who, words) => `${who}: ${words}.`,
    lastLogIns: "Letzte Anmeldungen",
    noLogIn: "Noch ist keine Anmeldung verzeichnet.",
    all: "Alle Aktivitäten",
    proven: (proof) => PROOFS[proof] ?? "",
  },
};
