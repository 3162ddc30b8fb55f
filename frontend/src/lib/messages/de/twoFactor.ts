import type { twoFactor as english } from "../en/twoFactor";

export const twoFactor: typeof english = {
  enroll: {
    title: "Zweiten Faktor einrichten",
    lead: (team, since) =>
      since
        ? `${team} verlangt seit ${since} einen zweiten Faktor von Ihnen. Richten Sie ihn jetzt ein, um weiterzukommen; es dauert zwei Minuten.`
        : `${team} verlangt einen zweiten Faktor von Ihnen. Richten Sie ihn jetzt ein, um weiterzukommen; es dauert zwei Minuten.`,
    begin: "Jetzt einrichten",
    logOut: "Abmelden",
  },

  afterBackupCode: {
    title: "Sie haben einen Backup-Code benutzt",
    left: (n) =>
      n === 0
        ? "Das war Ihr letzter Backup-Code."
        : n === 1
          ? "Sie haben noch 1 Backup-Code."
          : `Sie haben noch ${n} Backup-Codes.`,
    lead: "Wenn Sie Ihr Handy verloren haben, richten Sie jetzt ein neues ein. Wenn es nur woanders lag, können Sie weitermachen.",
    newPhone: "Neues Handy einrichten",
    newCodes: "Neue Codes",
    notNow: "Jetzt nicht",
  },

  twoFactor: {
    title: "Zwei-Faktor-Anmeldung",
    lead: "Beim Anmelden wird außer dem Passwort ein Code von Ihrem Handy verlangt.",
    switchLabel: "Zwei-Faktor-Anmeldung",
    on: "EIN",
    off: "AUS",
    settingUp: "wird eingerichtet…",
    requiredByTeam: "Ihr Team verlangt zwei Faktoren.",
    requiredFrom: (when) => `Ihr Team verlangt ab ${when} zwei Faktoren.`,
    purposes: {
      setUp: "Um den zweiten Faktor einzurichten, bestätigen Sie, dass Sie es sind.",
      replace: "Um ein neues Handy einzurichten, bestätigen Sie, dass Sie es sind.",
      switchOff: "Um die Zwei-Faktor-Anmeldung auszuschalten, bestätigen Sie, dass Sie es sind.",
      newCodes: "Um neue Backup-Codes zu erstellen, bestätigen Sie, dass Sie es sind.",
    },
    switchedOn: "Die Zwei-Faktor-Anmeldung ist ein.",
    switchedOff: "Die Zwei-Faktor-Anmeldung ist aus.",
  },

  setUp: {
    scan: "QR-Code scannen",
    scanText:
      "Öffnen Sie Duo Mobile, Google Authenticator oder eine andere Authenticator-App auf Ihrem Handy und scannen Sie diesen Code.",
    qrAlt: "QR-Code für Ihre Authenticator-App",
    openApp: "In der Authenticator-App öffnen",
    cantScan: "Sie können nicht scannen?",
    cantScanText: "Tippen Sie diesen Schlüssel in Ihre App. Er ist zeitbasiert, mit 6 Ziffern.",
    copySecret: "Schlüssel kopieren",
    enter: "Code aus der App eingeben",
    field: "Bestätigungscode",
    update: "Aktualisieren",
    replaceNote: "Ihr jetziges Handy gilt weiter, bis das neue bestätigt ist.",
    startAgain: "Neu beginnen",
  },

  backupCodes: {
    title: "Ihre Backup-Codes",
    warning:
      "Notieren Sie diese Codes jetzt. Sie werden ein Mal gezeigt, und mit jedem können Sie sich ein Mal anmelden, wenn Ihr Handy weg ist.",
    list: "Backup-Codes",
    download: "Als .txt laden",
    print: "Drucken",
    noted: "Ich habe sie notiert",
    notedMissing:
      "Setzen Sie das Häkchen, wenn Sie die Codes notiert haben. Sie können nicht noch einmal gezeigt werden.",
    done: "Fertig",
    sheetTitle: (service) => `Backup-Codes für ${service}`,
    sheetUser: (username) => `Benutzername: ${username}`,
    sheetDate: (date) => `Erstellt am ${date}`,
    sheetHint: "Jeder Code gilt ein Mal. Bewahren Sie dieses Blatt sicher und getrennt vom Passwort auf.",
    fileName: "backup-codes.txt",
  },

  status: {
    app: "Authenticator-App",
    appSince: (when) => `In Gebrauch seit ${when}`,
    replace: "Neues Handy einrichten",
    codes: "Backup-Codes",
    codesLeft: (left, total) => `${left} von ${total} übrig`,
    codesFew: "Erstellen Sie neue, bevor sie ausgehen.",
    newCodes: "Neue Codes",
    newCodesNote: "Neue Codes machen die alten ungültig.",
    texts: "Codes per SMS",
    textsWork: (phone) => `Werden an ${phone} gesendet`,
    textsOff: "Nicht verfügbar",
    textsSafety: "SMS lassen sich umleiten; die App ist sicherer.",
    reasons: {
      no_number: "Es ist keine Handynummer hinterlegt.",
      unverified: "Ihre Nummer ist noch nicht bestätigt: Ein Code an sie beweist, dass sie Ihnen gehört.",
      team_forbids: "Ihr Team erlaubt keine Codes per SMS. Ein Admin kann das ändern.",
      no_gateway: "Zurzeit können keine SMS gesendet werden. Unser Support weiß mehr.",
      country_not_allowed: "In das Land Ihrer Nummer senden wir keine SMS. Speichern Sie eine andere.",
    },
    addNumber: "Nummer auf der Seite „Team“ hinzufügen",
    changeNumber: "Nummer auf der Seite „Team“ ändern",
    sendTest: "Testcode senden",
    testCode: "Code aus der SMS",
    testConfirm: "Nummer bestätigen",
    verified: "Ihre Nummer ist bestätigt.",
  },

  switchOff: {
    title: "Zwei-Faktor-Anmeldung ausschalten?",
    lead: "Von da an öffnet Ihr Passwort allein Ihr Konto. Verloren gehen:",
    losses: [
      "die Authenticator-App: ihre Codes gelten nicht mehr",
      "alle Ihre Backup-Codes",
      "alle vertrauten Geräte und anderen offenen Sitzungen",
      "alle API-Tokens",
    ],
    confirm: "Ausschalten",
    keep: "Eingeschaltet lassen",
  },
};
