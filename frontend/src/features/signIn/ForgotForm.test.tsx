import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { accepted, mockApi, problem } from "@/mocks/api";
import { ForgotForm } from "./ForgotForm";
import { usernameOfLastLogin } from "./pendingLogin";

const FORGOT = "POST /api/v1/auth/password/forgot";

const username = () => screen.getByLabelText("Username or e-mail address");
const press = () => userEvent.click(screen.getByRole("button", { name: "Send the link" }));

it("asks for the link by the name that was typed, and keeps it for the log-in page", async () => {
  const sent = mockApi({ [FORGOT]: accepted });
  const onSent = vi.fn();
  render(<ForgotForm initialUsername="" onSent={onSent} />);

  await userEvent.type(username(), "dora@harbour.example{Enter}");

  await waitFor(() => expect(onSent).toHaveBeenCalledExactlyOnceWith("dora@harbour.example"));
  expect(sent[0]?.body).toEqual({ username: "dora@harbour.example" });
  expect(usernameOfLastLogin()).toBe("dora@harbour.example");
});

it("begins with the name of the log-in page, for password managers too", () => {
  render(<ForgotForm initialUsername="dora" onSent={vi.fn()} />);

  expect(username()).toHaveValue("dora");
  expect(username()).toHaveAttribute("autocomplete", "username");
});

it("asks for a name at the press, not before", async () => {
  render(<ForgotForm initialUsername="" onSent={vi.fn()} />);
  expect(username()).not.toHaveAttribute("aria-invalid");

  await press();

  expect(username()).toHaveAccessibleDescription("Enter your username or your e-mail address.");
  expect(username()).toHaveFocus();
});

it("shows the wait where too many links were asked for", async () => {
  mockApi({ [FORGOT]: () => problem(429, "rate_limited", { retry_after: 60 }) });
  const onSent = vi.fn();
  render(<ForgotForm initialUsername="dora" onSent={onSent} />);

  await press();

  expect(await screen.findByText("You can try again in 1:00.")).toBeInTheDocument();
  expect(onSent).not.toHaveBeenCalled();
});
