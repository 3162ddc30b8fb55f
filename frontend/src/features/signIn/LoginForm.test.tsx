import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { json, mockApi, problem } from "@/mocks/api";
import { CHALLENGE } from "@/mocks/data";
import { LoginForm } from "./LoginForm";

const press = () => userEvent.click(screen.getByRole("button", { name: "Log In" }));

it("judges nothing before the press, then sums several faults up", async () => {
  render(<LoginForm initialUsername="" onOutcome={vi.fn()} />);
  expect(screen.queryByText("Enter your username.")).not.toBeInTheDocument();

  await press();

  expect(screen.getByText("Please look at these again").closest("[tabindex]")).toHaveFocus();
  await userEvent.click(screen.getByRole("button", { name: "Enter your password." }));
  expect(screen.getByLabelText("Password")).toHaveFocus();
});

it("asks for the password alone where the user name is known", () => {
  render(<LoginForm initialUsername="alice" onOutcome={vi.fn()} />);

  expect(screen.getByLabelText("Username")).toHaveValue("alice");
  expect(screen.getByLabelText("Password")).toHaveFocus();
});

it("hands over what the log-in answered", async () => {
  const sent = mockApi({ "POST /api/v1/auth/login": () => json(200, CHALLENGE) });
  const onOutcome = vi.fn();
  render(<LoginForm initialUsername="alice" onOutcome={onOutcome} />);

  await userEvent.type(screen.getByLabelText("Password"), "secret");
  await press();

  await waitFor(() => expect(onOutcome).toHaveBeenCalledWith("alice", CHALLENGE));
  expect(sent[0]?.body).toEqual({ username: "alice", password: "secret", transport: "cookie" });
});

it("says no more of a refusal than that one of the two is wrong", async () => {
  mockApi({ "POST /api/v1/auth/login": () => problem(401, "invalid_credentials") });
  render(<LoginForm initialUsername="alice" onOutcome={vi.fn()} />);

  await userEvent.type(screen.getByLabelText("Password"), "secret");
  await press();

  await waitFor(() =>
    expect(screen.getByLabelText("Password")).toHaveAccessibleDescription(
      "The username or the password isn’t right.",
    ),
  );
  expect(document.title).toMatch(/^Error: /);
});

it("says so when nothing answers", async () => {
  mockApi({ "POST /api/v1/auth/login": () => Promise.reject(new TypeError("Failed to fetch")) });
  render(<LoginForm initialUsername="alice" onOutcome={vi.fn()} />);

  await userEvent.type(screen.getByLabelText("Password"), "secret");
  await press();

  expect(await screen.findByText(/couldn’t reach the service/)).toBeInTheDocument();
});
