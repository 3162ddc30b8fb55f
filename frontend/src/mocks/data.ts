import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export const ALICE: Schemas["Me"] = {
  id: "0199-alice",
  username: "alice",
  name: "Alice Example",
  email: "alice@harbour.example",
  role: "member",
  team: { id: "0199-team", name: "Harbour" },
  country_code: null,
  cell_phone: null,
  phone_verified: false,
  two_factor: { enabled: false, required_from: null },
  locale: "en",
  created_at: "2026-01-01T00:00:00Z",
  last_login_at: null,
};

type Outcome<Status> = Extract<Schemas["LoginOutcome"], { status: Status }>;

export const AUTHENTICATED: Outcome<"authenticated"> = {
  status: "authenticated",
  access_token: "first-token",
  token_type: "Bearer",
  expires_in: 300,
  refresh_expires_in: 3600,
  user: ALICE,
};

export const CHALLENGE: Outcome<"second_factor_required"> = {
  status: "second_factor_required",
  challenge_token: "challenge",
  expires_in: 300,
  remember_device_days: 30,
  methods: [
    { type: "totp" },
    { type: "sms", phone_hint: "+1 •••-•••-••42" },
    { type: "backup_code", remaining: 9 },
  ],
};

export const TWO_FACTOR_OFF: Schemas["TwoFactorStatus"] = {
  enabled: false,
  sms: { available: false, reason: "no_number" },
  required_by_team: false,
  remembered_devices: 0,
};

export const ENROLLMENT: Schemas["Enrollment"] = {
  enrollment_id: "0199-enrollment",
  secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
  otpauth_uri: "otpauth://totp/Client%20Portal:alice?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
  qr_svg: "<svg xmlns='http://www.w3.org/2000/svg'/>",
  algorithm: "SHA1",
  digits: 6,
  period: 30,
  expires_in: 600,
};

export const BACKUP_CODES = [
  "7K2M4-9QXRT",
  "0AB3C-DE5FG",
  "H7JKM-NP2QR",
  "STV4W-XYZ01",
  "23A5B-CD7EF",
  "GH9JK-MNPQ0",
  "RS2TV-WXY3Z",
  "45A6B-7CD8E",
  "F9GH0-JKMN1",
  "PQ2RS-3TVWX",
];
