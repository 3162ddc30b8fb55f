import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { answerStepUpsWith, StepUpDeclined } from "@/api/stepUp";
import { json, mockApi, noContent, problem } from "@/mocks/api";
import { renderWithQueries } from "@/mocks/render";
import { ApiTokens } from "./ApiTokens";
import type { ApiToken } from "./queries";

const TOKEN: ApiToken = {
  id: "t1",
  name: "Nightly report",
  scopes: ["account:read"],
  created_at: "2026-11-01T00:00:00Z",
  last_used_at: null,
  expires_at: "2099-01-30T00:00:00Z",
};
const SECRET = "vst_0123456789abcdef";
const LIST = "GET /api/v1/me/api-tokens";
const CREATE = "POST /api/v1/me/api-tokens";

const page = (items: readonly ApiToken[]) => json(200, { items, next_cursor: null });
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

async function fillIn() {
  await userEvent.click(await screen.findByRole("button", { name: "New token" }));
  expect(screen.getByLabelText("Name")).toHaveFocus();
  await userEvent.type(screen.getByLabelText("Name"), "Nightly report");
  await userEvent.click(screen.getByRole("checkbox", { name: "Read your account" }));
}

it("makes a token for 90 days and shows it this once", async () => {
  let tokens: ApiToken[] = [];
  const sent = mockApi({
    [LIST]: () => page(tokens),
    [CREATE]: () => {
      tokens = [TOKEN];
      return json(201, { ...TOKEN, token: SECRET });
    },
  });
  const writeText = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  renderWithQueries(<ApiTokens hasTwoFactor />);
  expect(await screen.findByText("You have no API token.")).toBeInTheDocument();

  await fillIn();
  await press("Create token");

  const token = await screen.findByLabelText("Token “Nightly report”");
  expect(token).toHaveValue(SECRET);
  expect(token).toHaveFocus();
  expect(screen.getByText(/it is shown this once/)).toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  expect(token).toBeInTheDocument();
  expect(sent.find(({ operation }) => operation === CREATE)?.body).toEqual({
    name: "Nightly report",
    scopes: ["account:read"],
    expires_in_days: 90,
  });
  await press("Copy");
  expect(writeText).toHaveBeenCalledExactlyOnceWith(SECRET);
  await press("Done");
  expect(token).not.toBeInTheDocument();
  const row = await screen.findByRole("listitem");
  expect(row).toHaveTextContent(/Read your account.*Expires on January.*Never used/);
});

it("says at the press what is missing", async () => {
  const sent = mockApi({ [LIST]: () => page([]) });
  renderWithQueries(<ApiTokens hasTwoFactor />);

  await userEvent.click(await screen.findByRole("button", { name: "New token" }));
  const days = screen.getByLabelText("Days until it expires");
  await userEvent.clear(days);
  await userEvent.type(days, "366");
  await press("Create token");

  expect(screen.getByLabelText("Name")).toHaveAccessibleDescription(/Give the token a name/);
  expect(screen.getByRole("group", { name: "What it may do" })).toHaveAccessibleDescription(
    /Choose at least one/,
  );
  expect(days).toHaveAccessibleDescription(/Enter a number of days from 1 to 365/);
  await userEvent.click(screen.getByRole("button", { name: "Choose at least one thing that it may do." }));
  expect(screen.getByRole("checkbox", { name: "Read your account" })).toHaveFocus();
  expect(sent.map(({ operation }) => operation)).toEqual([LIST]);
});

it("loses nothing that was typed when the step-up was declined", async () => {
  const stop = answerStepUpsWith(() => Promise.reject(new StepUpDeclined()));
  mockApi({ [LIST]: () => page([]), [CREATE]: () => problem(403, "step_up_required", { methods: [] }) });
  renderWithQueries(<ApiTokens hasTwoFactor />);

  await fillIn();
  await press("Create token");

  expect(screen.getByLabelText("Name")).toHaveValue("Nightly report");
  expect(screen.queryByText(/Something went wrong/)).not.toBeInTheDocument();
  stop();
});

it("shows a refused name at its field", async () => {
  mockApi({
    [LIST]: () => page([]),
    [CREATE]: () =>
      problem(422, "validation_failed", { errors: [{ pointer: "/name", code: "invalid", detail: "" }] }),
  });
  renderWithQueries(<ApiTokens hasTwoFactor />);

  await fillIn();
  await press("Create token");

  await waitFor(() =>
    expect(screen.getByLabelText("Name")).toHaveAccessibleDescription(/64 characters at most/),
  );
});

it("says beforehand that one more than there can be ends the oldest", async () => {
  const tokens = Array.from({ length: 20 }, (_, place) => ({ ...TOKEN, id: `t${place}` }));
  mockApi({ [LIST]: () => page(tokens) });
  renderWithQueries(<ApiTokens hasTwoFactor />);

  await screen.findAllByRole("listitem");
  await press("New token");

  expect(screen.getByText(/With this one, the oldest ends/)).toBeInTheDocument();
});

it("leads those without two-factor to its switch", async () => {
  mockApi({ [LIST]: () => page([]) });
  renderWithQueries(<ApiTokens hasTwoFactor={false} />);

  expect(screen.getByText(/proven by a second factor/)).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Switch on 2-Factor Auth" })).toBeInTheDocument();
  expect(await screen.findByText("You have no API token.")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "New token" })).not.toBeInTheDocument();
});

it("says at the choice that one of them isn't offered", async () => {
  mockApi({
    [LIST]: () => page([]),
    [CREATE]: () =>
      problem(422, "validation_failed", { errors: [{ pointer: "/scopes/0", code: "invalid", detail: "" }] }),
  });
  renderWithQueries(<ApiTokens hasTwoFactor />);

  await fillIn();
  await press("Create token");

  await waitFor(() =>
    expect(screen.getByRole("group", { name: "What it may do" })).toHaveAccessibleDescription(
      /gives no tokens for one of these/,
    ),
  );
});

it("says so, too, where it was switched off meanwhile", async () => {
  mockApi({ [LIST]: () => page([]), [CREATE]: () => problem(409, "two_factor_off") });
  renderWithQueries(<ApiTokens hasTwoFactor />);

  await fillIn();
  await press("Create token");

  expect(await screen.findByRole("link", { name: "Switch on 2-Factor Auth" })).toBeInTheDocument();
});

it("deletes a token only after a yes", async () => {
  let tokens = [TOKEN];
  const sent = mockApi({
    [LIST]: () => page(tokens),
    "DELETE /api/v1/me/api-tokens/{id}": () => {
      tokens = [];
      return noContent();
    },
  });
  renderWithQueries(<ApiTokens hasTwoFactor />);

  await userEvent.click(await screen.findByRole("button", { name: "Delete Nightly report" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete “Nightly report”?" });
  expect(dialog).toHaveTextContent(/shut out at once/);
  expect(sent.map(({ operation }) => operation)).toEqual([LIST]);
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete token" }));

  expect(await screen.findByText("You have no API token.")).toBeInTheDocument();
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  await waitFor(() => expect(screen.getByRole("heading", { name: "Your tokens" })).toHaveFocus());
});
