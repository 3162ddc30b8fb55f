import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { answerStepUpsWith, StepUpDeclined } from "@/api/stepUp";
import { mockApi, noContent, problem } from "@/mocks/api";
import { renderWithQueries } from "@/mocks/render";
import { ChangePasswordForm } from "./ChangePasswordForm";

const CHANGE = "PUT /api/v1/me/password";
const OLD = "seven tame crows call";
const NEW = "nine calm otters wade";

const current = () => screen.getByLabelText("Current password");
const chosen = () => screen.getByLabelText("New password");
const press = () => userEvent.click(screen.getByRole("button", { name: "Change password" }));
const demand = () => problem(403, "step_up_required", { methods: [{ type: "totp" }], max_age: 600 });

function show() {
  const onChanged = vi.fn();
  renderWithQueries(<ChangePasswordForm username="dora" names={["Dora Example"]} onChanged={onChanged} />);
  return onChanged;
}

async function fillIn() {
  await userEvent.type(current(), OLD);
  await userEvent.type(chosen(), NEW);
}

it("sends both passwords", async () => {
  const sent = mockApi({ [CHANGE]: noContent });
  const onChanged = show();
  await fillIn();

  await press();

  await waitFor(() => expect(onChanged).toHaveBeenCalledOnce());
  expect(sent[0]?.body).toEqual({ current_password: OLD, new_password: NEW });
});

it("says what ends with it, and names each field for password managers", () => {
  show();

  expect(screen.getByText(/All your other sessions end/)).toBeInTheDocument();
  expect(screen.getByLabelText("Username")).toHaveAttribute("autocomplete", "username");
  expect(screen.getByLabelText("Username")).toHaveValue("dora");
  expect(current()).toHaveAttribute("autocomplete", "current-password");
  expect(chosen()).toHaveAttribute("autocomplete", "new-password");
});

it("sums up what is missing", async () => {
  const sent = mockApi({});
  show();

  await press();

  expect(screen.getByText("Please look at these again").closest("[tabindex]")).toHaveFocus();
  await userEvent.click(screen.getByRole("button", { name: "Choose a password." }));
  expect(chosen()).toHaveFocus();
  expect(sent).toEqual([]);
});

it("refuses a name that the account tells", async () => {
  show();
  await userEvent.type(current(), OLD);
  await userEvent.type(chosen(), "dora example sings");

  await press();

  expect(chosen()).toHaveAccessibleDescription(/It has your name/);
});

it("says at its field that the current password is wrong", async () => {
  mockApi({
    [CHANGE]: () =>
      problem(422, "validation_failed", {
        errors: [{ pointer: "/current_password", code: "wrong", detail: "" }],
      }),
  });
  show();
  await fillIn();

  await press();

  await waitFor(() => expect(current()).toHaveAccessibleDescription("This isn’t your current password."));
  expect(current()).toHaveFocus();
  expect(chosen()).toHaveValue(NEW);
});

it("goes on by itself once a fresh proof was given", async () => {
  let isProven = false;
  const stop = answerStepUpsWith(async ({ purpose }) => {
    expect(purpose).toBe("To change your password, prove that it’s you.");
    isProven = true;
  });
  const sent = mockApi({ [CHANGE]: () => (isProven ? noContent() : demand()) });
  const onChanged = show();
  await fillIn();

  await press();

  await waitFor(() => expect(onChanged).toHaveBeenCalledOnce());
  expect(sent.map(({ body }) => body)).toEqual([sent[0]?.body, sent[0]?.body]);
  stop();
});

it("keeps what was typed where the proof is declined", async () => {
  const stop = answerStepUpsWith(() => Promise.reject(new StepUpDeclined()));
  const sent = mockApi({ [CHANGE]: demand });
  const onChanged = show();
  await fillIn();

  await press();

  await waitFor(() => expect(sent).toHaveLength(1));
  expect(chosen()).toHaveValue(NEW);
  expect(chosen()).not.toHaveAttribute("aria-invalid");
  expect(onChanged).not.toHaveBeenCalled();
  stop();
});

it("shows the wait after too many wrong ones", async () => {
  mockApi({ [CHANGE]: () => problem(429, "rate_limited", { retry_after: 90 }) });
  show();
  await fillIn();

  await press();

  expect(await screen.findByText("You can try again in 1:30.")).toBeInTheDocument();
});
