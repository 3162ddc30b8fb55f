import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { beginEnrollmentSession, currentSession, endSession } from "@/api/session";
import { json, mockApi } from "@/mocks/api";
import { ALICE, AUTHENTICATED, BACKUP_CODES, ENROLLMENT } from "@/mocks/data";
import { renderWithQueries } from "@/mocks/render";
import { RequiredSetUp } from "./RequiredSetUp";

it("leads from the enrolment token to a full session, by way of the codes", async () => {
  beginEnrollmentSession({ access_token: "enrolment-token", expires_in: 900 });
  const sent = mockApi({
    "POST /api/v1/me/two-factor/totp": () => json(201, ENROLLMENT),
    "POST /api/v1/me/two-factor/totp/confirm": () =>
      json(200, { backup_codes: BACKUP_CODES, warning: "", session: AUTHENTICATED }),
  });
  const onDone = vi.fn();
  renderWithQueries(<RequiredSetUp username="alice" onDone={onDone} onLogOut={vi.fn()} />);
  expect(sent).toEqual([]);

  await userEvent.click(screen.getByRole("button", { name: "Set it up now" }));
  await userEvent.type(await screen.findByLabelText("Authentication Field"), "123456{Enter}");
  await userEvent.click(await screen.findByRole("checkbox", { name: "I have noted them" }));
  await userEvent.click(screen.getByRole("button", { name: "Done" }));

  await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  expect(sent.map(({ headers }) => headers.get("Authorization"))).toEqual([
    "Bearer enrolment-token",
    "Bearer enrolment-token",
  ]);
  expect(currentSession()).toMatchObject({ accessToken: "first-token", userId: ALICE.id });
  endSession("logged_out");
});
