import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { mockApi, noContent, problem } from "@/mocks/api";
import { AcceptForm } from "./AcceptForm";

const password = () => screen.getByLabelText("New password");
const accept = () => userEvent.click(screen.getByRole("button", { name: "Accept invitation" }));

it("sends the password by the press alone", async () => {
  const sent = mockApi({ "POST /api/v1/auth/invitation/accept": noContent });
  const onAccepted = vi.fn();
  render(<AcceptForm token="token" username="dora" onAccepted={onAccepted} />);
  expect(sent).toEqual([]);

  await userEvent.type(password(), "a long sentence of words");
  expect(screen.getByText("Strength: Strong")).toBeInTheDocument();
  await accept();

  await waitFor(() => expect(onAccepted).toHaveBeenCalledOnce());
  expect(sent[0]?.body).toEqual({ token: "token", password: "a long sentence of words" });
});

it("shows the password on demand, beside the user name it belongs to", async () => {
  render(<AcceptForm token="token" username="dora" onAccepted={vi.fn()} />);

  await userEvent.click(screen.getByRole("button", { name: "Show password" }));

  expect(password()).toHaveAttribute("type", "text");
  expect(password()).toHaveAttribute("autocomplete", "new-password");
  expect(screen.getByLabelText("Username")).toHaveValue("dora");
});

it("says why a password is refused", async () => {
  mockApi({
    "POST /api/v1/auth/invitation/accept": () =>
      problem(422, "validation_failed", {
        errors: [{ pointer: "/password", code: "too_common", detail: "" }],
      }),
  });
  render(<AcceptForm token="token" username="dora" onAccepted={vi.fn()} />);

  await userEvent.type(password(), "password1234");
  await accept();

  await waitFor(() => expect(password()).toHaveAccessibleDescription(/many people use this password/));
});
