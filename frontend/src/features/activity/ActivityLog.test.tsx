import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { json, mockApi, problem } from "@/mocks/api";
import { ALICE } from "@/mocks/data";
import { renderWithQueries } from "@/mocks/render";
import { ActivityLog } from "./ActivityLog";
import { LastLogIns } from "./LastLogIns";
import type { Activity } from "./queries";

const ME = { id: ALICE.id, name: ALICE.name };

function entry(id: string, action: string, at: string): Activity {
  return {
    id,
    at,
    action,
    actor: ME,
    subject: ME,
    ip: "192.0.2.1",
    device_name: "Firefox on Linux",
    detail: action === "logged_in" ? { proof: "totp", known_client: true } : {},
  };
}

const OWN = "GET /api/v1/me/activity";
const TEAM = "GET /api/v1/team/activity";

beforeEach(() => {
  vi.setSystemTime("2026-11-25T12:00:00");
});

afterEach(() => {
  vi.useRealTimers();
});

it("tells day by day what happened, when, where from and with what", async () => {
  mockApi({
    [OWN]: () =>
      json(200, {
        items: [
          entry("a3", "logged_in", "2026-11-25T09:05:00"),
          entry("a2", "phone_changed", "2026-11-24T18:00:00"),
          entry("a1", "two_factor_enabled", "2026-11-03T08:00:00"),
        ],
        next_cursor: null,
      }),
  });
  renderWithQueries(<ActivityLog scope={{ of: "own" }} ownId={ALICE.id} />);

  const first = (await screen.findAllByRole("listitem"))[0];
  expect(first).toHaveTextContent(
    /9:05.AM.*You logged in with password and app\..*Firefox on Linux · 192\.0\.2\.1/,
  );
  expect(screen.getAllByRole("heading").map(({ textContent }) => textContent)).toEqual([
    "Today",
    "Yesterday",
    "November 3, 2026",
  ]);
  expect(screen.queryByRole("button", { name: "Show more" })).not.toBeInTheDocument();
});

it("goes on by the cursor", async () => {
  const sent = mockApi({
    [TEAM]: ({ query }) =>
      query.get("cursor") === "next"
        ? json(200, { items: [entry("a1", "logged_out", "2026-11-20T08:00:00")], next_cursor: null })
        : json(200, { items: [entry("a2", "logged_in", "2026-11-25T08:00:00")], next_cursor: "next" }),
  });
  renderWithQueries(<ActivityLog scope={{ of: "team", user: "0199-bob" }} ownId={ALICE.id} />);

  await userEvent.click(await screen.findByRole("button", { name: "Show more" }));

  expect(await screen.findByText("You logged out.")).toBeInTheDocument();
  expect(screen.getByText(/You logged in/)).toBeInTheDocument();
  expect(sent.map(({ query }) => query.get("user"))).toEqual(["0199-bob", "0199-bob"]);
});

it("narrows the team's log to the last days, by the reader's own midnight", async () => {
  const sent = mockApi({ [TEAM]: () => json(200, { items: [], next_cursor: null }) });
  renderWithQueries(<ActivityLog scope={{ of: "team", days: 7 }} ownId={ALICE.id} />);

  expect(
    await screen.findByText("Nothing matches. Look at more people, or further back."),
  ).toBeInTheDocument();
  expect(sent[0]?.query.get("after")).toBe(new Date("2026-11-18T00:00:00").toISOString());
});

it("says so where nothing happened", async () => {
  mockApi({ [OWN]: () => json(200, { items: [], next_cursor: null }) });
  renderWithQueries(<ActivityLog scope={{ of: "own" }} ownId={ALICE.id} />);

  expect(await screen.findByText("Nothing has happened yet.")).toBeInTheDocument();
});

it("says why it can't be read", async () => {
  mockApi({ [TEAM]: () => problem(403, "forbidden") });
  renderWithQueries(<ActivityLog scope={{ of: "team" }} ownId={ALICE.id} />);

  expect(await screen.findByRole("alert")).toHaveTextContent("You aren’t allowed to do this.");
});

it("shows the newest log-ins alone on the dashboard, also where much else happened since", async () => {
  const logIns = ["24", "23", "22"].map((day) => entry(`a${day}`, "logged_in", `2026-11-${day}T08:00:00`));
  mockApi({
    [OWN]: ({ query }) =>
      query.get("cursor") === "next"
        ? json(200, { items: logIns, next_cursor: "more" })
        : json(200, {
            items: [
              entry("x", "phone_changed", "2026-11-25T09:00:00"),
              entry("a25", "logged_in", "2026-11-25T08:00:00"),
            ],
            next_cursor: "next",
          }),
  });
  renderWithQueries(<LastLogIns />);

  await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(3));
  const shown = screen.getAllByRole("listitem");
  expect(shown[0]).toHaveTextContent(/Nov 25, 2026, 8:00.AM.*Firefox on Linux · 192\.0\.2\.1/);
  expect(shown[2]).toHaveTextContent(/Nov 23, 2026/);
});
