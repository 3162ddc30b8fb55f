import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { json, mockApi, problem } from "@/mocks/api";
import { ALICE, BACKUP_CODES, ENROLLMENT, TWO_FACTOR_OFF } from "@/mocks/data";
import { renderWithQueries } from "@/mocks/render";
import { TwoFactorPanel } from "./TwoFactorPanel";

const BEGIN = "POST /api/v1/me/two-factor/totp";
const CONFIRM = "POST /api/v1/me/two-factor/totp/confirm";

const show = () => renderWithQueries(<TwoFactorPanel status={TWO_FACTOR_OFF} user={ALICE} />);
const theSwitch = () => screen.getByRole("switch", { name: "2-Factor Auth" });
const field = () => screen.findByLabelText("Authentication Field");

it("stays off until the app's first code is confirmed", async () => {
  mockApi({
    [BEGIN]: () => json(201, ENROLLMENT),
    [CONFIRM]: () =>
      json(200, { backup_codes: BACKUP_CODES, warning: "", access_token: "t", expires_in: 300 }),
  });
  show();

  await userEvent.click(theSwitch());
  await userEvent.type(await field(), "123456");
  expect(theSwitch()).not.toBeChecked();
  expect(screen.getByText("setting up…")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Update" }));

  expect(await screen.findAllByRole("listitem")).toHaveLength(10);
  expect(theSwitch()).toBeChecked();
});

it("is off again after Cancel", async () => {
  mockApi({ [BEGIN]: () => json(201, ENROLLMENT) });
  show();

  await userEvent.click(theSwitch());
  await userEvent.click(await screen.findByRole("button", { name: "Cancel" }));

  expect(theSwitch()).not.toBeChecked();
  expect(screen.queryByRole("img")).not.toBeInTheDocument();
});

it("keeps the QR code after a wrong code (C141)", async () => {
  const sent = mockApi({
    [BEGIN]: () => json(201, ENROLLMENT),
    [CONFIRM]: () => problem(401, "invalid_code", { attempts_remaining: 4 }),
  });
  show();

  await userEvent.click(theSwitch());
  await userEvent.type(await field(), "123456{Enter}");

  await waitFor(async () => expect(await field()).toHaveAccessibleDescription(/isn’t right/));
  expect(screen.getByRole("img", { name: "QR code for your authenticator app" })).toBeInTheDocument();
  expect(sent.filter(({ operation }) => operation === BEGIN)).toHaveLength(1);
});

it("offers a new start where the set-up ran out", async () => {
  mockApi({ [BEGIN]: () => json(201, ENROLLMENT), [CONFIRM]: () => problem(410, "enrollment_expired") });
  show();

  await userEvent.click(theSwitch());
  await userEvent.type(await field(), "123456{Enter}");

  expect(await screen.findByRole("button", { name: "Start again" })).toBeInTheDocument();
});

it("shows the secret in groups that a copy doesn't have", async () => {
  mockApi({ [BEGIN]: () => json(201, ENROLLMENT) });
  show();

  await userEvent.click(theSwitch());
  await field();

  expect(screen.getByText("JBSW", { selector: "span:first-child" }).parentElement).toHaveTextContent(
    ENROLLMENT.secret,
  );
});

it("isn't done before the codes are noted", async () => {
  mockApi({
    [BEGIN]: () => json(201, ENROLLMENT),
    [CONFIRM]: () =>
      json(200, { backup_codes: BACKUP_CODES, warning: "", access_token: "t", expires_in: 300 }),
  });
  show();

  await userEvent.click(theSwitch());
  await userEvent.type(await field(), "123456{Enter}");
  await userEvent.click(await screen.findByRole("button", { name: "Done" }));

  const box = screen.getByRole("checkbox", { name: "I have noted them" });
  expect(box).toHaveAccessibleDescription(/Tick the box/);
  expect(box).toHaveFocus();
});
