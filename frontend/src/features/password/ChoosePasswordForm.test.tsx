import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { mockApi, noContent, problem } from "@/mocks/api";
import { renderWithQueries } from "@/mocks/render";
import { LiveRegions } from "@/ui/LiveRegions";
import { ChoosePasswordForm } from "./ChoosePasswordForm";
import { acceptInvitation } from "./calls";

const ACCEPT = "POST /api/v1/auth/invitation/accept";
const GOOD = "nine calm otters wade";

const password = () => screen.getByLabelText("New password");
const press = () => userEvent.click(screen.getByRole("button", { name: "Set it" }));

function show() {
  const onDone = vi.fn();
  const onLinkDead = vi.fn();
  renderWithQueries(
    <>
      <LiveRegions />
      <ChoosePasswordForm
        username="dora"
        teamName="Harbour"
        field="password"
        submitLabel="Set it"
        send={(chosen) => acceptInvitation("token", chosen)}
        onDone={onDone}
        onLinkDead={onLinkDead}
      />
    </>,
  );
  return { onDone, onLinkDead };
}

it("sends the password by the press alone, once", async () => {
  let answer = (_response: Response) => {};
  const sent = mockApi({
    [ACCEPT]: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  });
  const { onDone } = show();
  await userEvent.type(password(), GOOD);
  expect(sent).toEqual([]);

  await userEvent.dblClick(screen.getByRole("button", { name: "Set it" }));
  answer(noContent());

  await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  expect(sent).toHaveLength(1);
  expect(sent[0]?.body).toEqual({ token: "token", password: GOOD });
});

it("shows the password on demand, beside the user name it belongs to", async () => {
  show();

  await userEvent.click(screen.getByRole("button", { name: "Show password" }));

  expect(password()).toHaveAttribute("type", "text");
  expect(password()).toHaveAttribute("autocomplete", "new-password");
  expect(screen.getByLabelText("Username")).toHaveValue("dora");
  expect(screen.getByLabelText("Username")).toHaveAttribute("autocomplete", "username");
});

describe("while it is typed", () => {
  it.each([
    ["short", "Too short so far"],
    ["Password1234", "Too common: guessers try it first"],
    ["the harbour at night", "Too easy: it has a name in it"],
    ["in the client portal", "Too easy: it has a name in it"],
    ["aaaaaaaaaaaaaaaaaaaaaaaa", "Strength: Fair"],
    ["correct horse bat", "Strength: Good"],
    [GOOD, "Strength: Strong"],
  ])("%j is told as %j, aloud too", async (typed, word) => {
    show();

    await userEvent.type(password(), typed);

    expect((await screen.findAllByText(word)).length).toBeGreaterThan(0);
    await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent(word), { timeout: 2000 });
    expect(password()).not.toHaveAttribute("aria-invalid");
  });
});

describe("at the press", () => {
  it.each([
    ["", "Choose a password."],
    ["short", "Too short: use at least 12 characters."],
    ["a".repeat(257), "Too long: use at most 256 characters."],
    ["dora dora dora", "It has your name, your team’s or ours in it. Leave that out."],
  ])("%j is refused without asking the service", async (typed, sentence) => {
    const sent = mockApi({});
    show();
    if (typed) await userEvent.click(password());
    if (typed) await userEvent.paste(typed);

    await press();

    expect(password()).toHaveAccessibleDescription(expect.stringContaining(sentence));
    expect(password()).toHaveFocus();
    expect(document.title).toMatch(/^Error: /);
    expect(sent).toEqual([]);
  });

  it.each([
    ["too_common", "Too common: guessers try this password first. Choose another one."],
    ["contains_name", "It has your name, your team’s or ours in it. Leave that out."],
    ["too_short", "Too short: this service asks for longer ones. Add a word or two."],
  ])("the service’s %j is told at the field", async (code, sentence) => {
    mockApi({
      [ACCEPT]: () =>
        problem(422, "validation_failed", { errors: [{ pointer: "/password", code, detail: "" }] }),
    });
    show();
    await userEvent.type(password(), GOOD);

    await press();

    await waitFor(() => expect(password()).toHaveAccessibleDescription(expect.stringContaining(sentence)));
    expect(password()).toHaveValue(GOOD);
  });

  it("says nothing of it any more once another one is typed", async () => {
    show();
    await userEvent.type(password(), "short");
    await press();
    expect(screen.queryByText("Too short so far")).not.toBeInTheDocument();

    await userEvent.clear(password());
    await userEvent.type(password(), GOOD);

    expect(password()).not.toHaveAttribute("aria-invalid");
    expect(screen.getByText("Strength: Strong")).toBeInTheDocument();
  });

  it("a link that lapsed meanwhile is told to the page", async () => {
    mockApi({ [ACCEPT]: () => problem(410, "link_expired") });
    const { onLinkDead, onDone } = show();
    await userEvent.type(password(), GOOD);

    await press();

    await waitFor(() => expect(onLinkDead).toHaveBeenCalledOnce());
    expect(onDone).not.toHaveBeenCalled();
  });

  it("a wait is shown", async () => {
    mockApi({ [ACCEPT]: () => problem(503, "overloaded", { retry_after: 5 }) });
    show();
    await userEvent.type(password(), GOOD);

    await press();

    expect(await screen.findByText(/You can try again in 0:05/)).toBeInTheDocument();
  });
});
