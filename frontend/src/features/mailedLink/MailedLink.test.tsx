import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { json, mockApi, problem } from "@/mocks/api";
import { renderWithQueries } from "@/mocks/render";
import { MailedLink } from "./MailedLink";

const INSPECT = "POST /api/v1/auth/links/inspect";
const LINK = { purpose: "reset", username: "dora", team_name: "Harbour", expires_in: 1800 };
const DEAD = { name: "This link doesn’t work any more" };

function show(token: string | undefined = "token") {
  renderWithQueries(
    <MailedLink
      token={token}
      purpose="reset"
      title="Choose"
      lead={({ username, team_name }) => `${username} of ${team_name}`}
      deadText="Ask for another."
      deadNext={<a href="/next">Ask</a>}
    >
      {(_link, onDead) => (
        <button type="button" onClick={onDead}>
          Press
        </button>
      )}
    </MailedLink>,
  );
}

it("says whose it is before anything happens", async () => {
  const sent = mockApi({ [INSPECT]: () => json(200, LINK) });
  show();

  expect(await screen.findByText("dora of Harbour")).toBeInTheDocument();
  expect(screen.getByRole("heading", { name: "Choose" })).toHaveFocus();
  expect(screen.getByRole("button", { name: "Press" })).toBeInTheDocument();
  expect(sent.map(({ operation, body }) => [operation, body])).toEqual([[INSPECT, { token: "token" }]]);
});

it.each([
  ["that lapsed", () => problem(410, "link_expired")],
  ["of another purpose", () => json(200, { ...LINK, purpose: "invitation" })],
])("says of a link %s what to do", async (_what, answer) => {
  mockApi({ [INSPECT]: answer });
  show();

  expect(await screen.findByRole("heading", DEAD)).toBeInTheDocument();
  expect(screen.getByText("Ask for another.")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Ask" })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "To the log-in page" })).toHaveAttribute("href", "/login");
});

it("says so of a link that lapses while its page is open", async () => {
  mockApi({ [INSPECT]: () => json(200, LINK) });
  show();

  await userEvent.click(await screen.findByRole("button", { name: "Press" }));

  expect(screen.getByRole("heading", DEAD)).toHaveFocus();
});

it("asks for the whole address where the token is missing", () => {
  const sent = mockApi({});
  show("");

  expect(screen.getByRole("heading", { name: "This link isn’t whole" })).toBeInTheDocument();
  expect(sent).toEqual([]);
});

it("can be asked again where the service couldn’t be reached", async () => {
  let isReachable = false;
  mockApi({
    [INSPECT]: () => (isReachable ? json(200, LINK) : Promise.reject(new TypeError("Failed to fetch"))),
  });
  show();
  expect(await screen.findByText(/couldn’t reach the service/)).toBeInTheDocument();

  isReachable = true;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));

  expect(await screen.findByText("dora of Harbour")).toBeInTheDocument();
  expect(screen.queryByText(/couldn’t reach the service/)).not.toBeInTheDocument();
});
