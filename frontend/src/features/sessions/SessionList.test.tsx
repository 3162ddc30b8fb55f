import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { json, mockApi, noContent, problem } from "@/mocks/api";
import { renderWithQueries } from "@/mocks/render";
import type { Session } from "./queries";
import { SessionList } from "./SessionList";

const HERE: Session = {
  id: "s1",
  device_name: "Firefox on Linux",
  ip: "192.0.2.1",
  created_at: "2026-11-20T10:00:00Z",
  last_seen_at: "2026-11-25T10:00:00Z",
  amr: ["pwd", "mfa", "otp"],
  current: true,
};
const THERE: Session = {
  ...HERE,
  id: "s2",
  device_name: "Safari on iPhone",
  ip: "198.51.100.7",
  amr: ["pwd"],
  current: false,
};
const LIST = "GET /api/v1/me/sessions";

const page = (items: readonly Session[]) => json(200, { items, next_cursor: null });

it("says what, where from, since when and how proven, and marks this one, which can't be ended here", async () => {
  mockApi({ [LIST]: () => page([HERE, THERE]) });
  renderWithQueries(<SessionList />);

  const [here, there] = await screen.findAllByRole("listitem");
  expect(here).toHaveTextContent(/Firefox on Linux at 192\.0\.2\.1.*This session/);
  expect(here).toHaveTextContent(/Logged in with password and app on Nov 20, 2026/);
  expect(here).toHaveTextContent(/Last seen on Nov 25, 2026/);
  expect(within(here as HTMLElement).queryByRole("button")).not.toBeInTheDocument();
  expect(there).toHaveTextContent(/Safari on iPhone at 198\.51\.100\.7/);
  expect(there).toHaveTextContent(/with the password alone on/);
});

it("ends one and moves the focus to the heading", async () => {
  let isEnded = false;
  const sent = mockApi({
    [LIST]: () => page(isEnded ? [HERE] : [HERE, THERE]),
    "DELETE /api/v1/me/sessions/{id}": () => {
      isEnded = true;
      return noContent();
    },
  });
  renderWithQueries(<SessionList />);

  await userEvent.click(await screen.findByRole("button", { name: /End the session of Safari on iPhone/ }));

  expect(await screen.findByText("You are logged in nowhere else.")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "End all others" })).not.toBeInTheDocument();
  expect(screen.getByRole("heading", { name: "Sessions" })).toHaveFocus();
  expect(sent.filter(({ operation }) => operation.startsWith("DELETE"))).toHaveLength(1);
});

it("ends all others at once", async () => {
  const sent = mockApi({ [LIST]: () => page([HERE, THERE]), "DELETE /api/v1/me/sessions": noContent });
  renderWithQueries(<SessionList />);

  await userEvent.click(await screen.findByRole("button", { name: "End all others" }));

  await waitFor(() => expect(screen.getByRole("heading", { name: "Sessions" })).toHaveFocus());
  expect(sent.map(({ operation }) => operation)).toContain("DELETE /api/v1/me/sessions");
});

it("tells a refusal and keeps the list", async () => {
  mockApi({
    [LIST]: () => page([HERE, THERE]),
    "DELETE /api/v1/me/sessions/{id}": () => problem(404, "not_found"),
  });
  renderWithQueries(<SessionList />);

  await userEvent.click(await screen.findByRole("button", { name: /End the session/ }));

  expect(await screen.findByText("This isn’t there any more.")).toBeInTheDocument();
  expect(screen.getAllByRole("listitem")).toHaveLength(2);
});

it("asks again after a list that didn't come", async () => {
  let isUp = false;
  mockApi({ [LIST]: () => (isUp ? page([HERE]) : problem(500, "internal")) });
  renderWithQueries(<SessionList />);
  expect(screen.getByText("Loading…")).toBeInTheDocument();

  expect(await screen.findByRole("alert")).toHaveTextContent(/Something went wrong on our side/);
  isUp = true;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));

  expect(await screen.findByText("You are logged in nowhere else.")).toBeInTheDocument();
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});
