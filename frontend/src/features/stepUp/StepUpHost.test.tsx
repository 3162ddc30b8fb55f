import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { proveFreshly, StepUpDeclined } from "@/api/stepUp";
import { json, mockApi, problem } from "@/mocks/api";
import { StepUpHost } from "./StepUpHost";

const STEPPED_UP = { access_token: "t", expires_in: 300, elevated_until: "2026-11-25T00:00:00Z" };

it("says what for and takes a code", async () => {
  const sent = mockApi({ "POST /api/v1/auth/step-up": () => json(200, STEPPED_UP) });
  render(<StepUpHost username="alice" />);

  const proven = proveFreshly({ purpose: "To make new codes", methods: [{ type: "totp" }] });
  expect(await screen.findByText("To make new codes")).toBeInTheDocument();
  expect(screen.getByLabelText("Authentication Code")).toHaveFocus();
  await userEvent.keyboard("123456{Enter}");

  await expect(proven).resolves.toBeUndefined();
  expect(sent[0]?.body).toEqual({ code: "123456" });
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});

it("takes the password, beside the user name, where there is no second factor", async () => {
  mockApi({ "POST /api/v1/auth/step-up": () => problem(401, "invalid_credentials") });
  render(<StepUpHost username="alice" />);

  const proven = proveFreshly({ purpose: "To set up", methods: [{ type: "password" }] });
  expect(await screen.findByLabelText("Username")).toHaveValue("alice");
  expect(screen.getByLabelText("Username")).toHaveAttribute("autocomplete", "username");
  expect(screen.getByLabelText("Password")).toHaveFocus();
  await userEvent.keyboard("wrong{Enter}");
  await waitFor(() =>
    expect(screen.getByLabelText("Password")).toHaveAccessibleDescription("The password isn’t right."),
  );

  const declined = expect(proven).rejects.toBeInstanceOf(StepUpDeclined);
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await declined;
});
