import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { answerStepUpsWith } from "@/api/stepUp";
import { accepted, mockApi, problem } from "@/mocks/api";
import { ChangeEmailForm } from "./ChangeEmailForm";

const CHANGE = "PUT /api/v1/me/email";

const address = () => screen.getByLabelText("New e-mail address");
const press = () => userEvent.click(screen.getByRole("button", { name: "Send the link" }));

it("asks for a link at the new address", async () => {
  const sent = mockApi({ [CHANGE]: accepted });
  const onSent = vi.fn();
  render(<ChangeEmailForm onSent={onSent} />);

  await userEvent.type(address(), "dora@new.example{Enter}");

  await waitFor(() => expect(onSent).toHaveBeenCalledExactlyOnceWith("dora@new.example"));
  expect(sent[0]?.body).toEqual({ email: "dora@new.example" });
});

it("asks for an address at the press", async () => {
  render(<ChangeEmailForm onSent={vi.fn()} />);

  await press();

  expect(address()).toHaveAccessibleDescription("Enter your new e-mail address.");
  expect(address()).toHaveFocus();
});

it("says at the field what is no address", async () => {
  mockApi({
    [CHANGE]: () =>
      problem(422, "validation_failed", { errors: [{ pointer: "/email", code: "invalid", detail: "" }] }),
  });
  render(<ChangeEmailForm onSent={vi.fn()} />);
  await userEvent.type(address(), "dora at home");

  await press();

  await waitFor(() => expect(address()).toHaveAccessibleDescription(/This isn’t an e-mail address/));
  expect(address()).toHaveValue("dora at home");
});

it("goes on by itself once a fresh proof was given", async () => {
  let isProven = false;
  const stop = answerStepUpsWith(async () => {
    isProven = true;
  });
  mockApi({
    [CHANGE]: () =>
      isProven ? accepted() : problem(403, "step_up_required", { methods: [{ type: "totp" }], max_age: 600 }),
  });
  const onSent = vi.fn();
  render(<ChangeEmailForm onSent={onSent} />);
  await userEvent.type(address(), "dora@new.example");

  await press();

  await waitFor(() => expect(onSent).toHaveBeenCalledOnce());
  stop();
});
