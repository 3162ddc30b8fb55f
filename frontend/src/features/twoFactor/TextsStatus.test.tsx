import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { json, mockApi, noContent } from "@/mocks/api";
import { renderWithQueries } from "@/mocks/render";
import { TextsStatus } from "./TextsStatus";

const HINT = "+1 •••-•••-••42";

it("warns that texts can be redirected, also where they work", () => {
  renderWithQueries(<TextsStatus sms={{ available: true, phone_hint: HINT }} userId="0199-alice" />);

  expect(screen.getByText(`Sent to ${HINT}`)).toBeInTheDocument();
  expect(screen.getByText("Texts can be redirected; the app is safer.")).toBeInTheDocument();
});

it("mends an unverified number by a code sent to it", async () => {
  const sent = mockApi({
    "POST /api/v1/me/phone/code": () => json(202, { phone_hint: HINT, expires_in: 300, resend_after: 30 }),
    "POST /api/v1/me/phone/confirm": noContent,
  });
  renderWithQueries(
    <TextsStatus sms={{ available: false, phone_hint: HINT, reason: "unverified" }} userId="0199-alice" />,
  );

  await userEvent.click(screen.getByRole("button", { name: "Send a test code" }));
  await userEvent.type(await screen.findByLabelText("Code from the text"), "123456{Enter}");

  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]?.body).toEqual({ code: "123456" });
});
