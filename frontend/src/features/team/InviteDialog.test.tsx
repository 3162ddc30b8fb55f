import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { json, mockApi, problem } from "@/mocks/api";
import { BOB } from "@/mocks/people";
import { renderWithQueries } from "@/mocks/render";
import { InviteDialog } from "./InviteDialog";

const INVITE = "POST /api/v1/team/users";

function show() {
  const onDone = vi.fn();
  renderWithQueries(<InviteDialog onDone={onDone} onClose={vi.fn()} />);
  return onDone;
}

async function fillIn() {
  await userEvent.type(screen.getByLabelText("Username"), "dora");
  await userEvent.type(screen.getByLabelText("Name"), "Dora Example");
  await userEvent.type(screen.getByLabelText("E-mail"), " dora@harbour.example ");
}

const send = () => userEvent.click(screen.getByRole("button", { name: "Send invitation" }));

it("invites in a role and a language", async () => {
  const sent = mockApi({ [INVITE]: () => json(201, BOB) });
  const onDone = show();
  expect(screen.getByLabelText("Username")).toHaveFocus();

  await fillIn();
  await userEvent.selectOptions(screen.getByLabelText("Role"), "Admin");
  await userEvent.selectOptions(screen.getByLabelText("Language of our mails"), "Deutsch");
  await send();

  await waitFor(() =>
    expect(onDone).toHaveBeenCalledExactlyOnceWith(
      "Dora Example is invited: a mail is on its way to dora@harbour.example.",
    ),
  );
  expect(sent[0]?.body).toEqual({
    username: "dora",
    name: "Dora Example",
    email: "dora@harbour.example",
    role: "admin",
    locale: "de",
  });
});

it("says at the press what is missing", async () => {
  const sent = mockApi({});
  show();

  await send();

  expect(screen.getByLabelText("Username")).toHaveAccessibleDescription(/Enter a username/);
  expect(screen.getByLabelText("Name")).toHaveAccessibleDescription("Enter a name.");
  expect(screen.getByLabelText("E-mail")).toHaveAccessibleDescription("Enter an e-mail address.");
  expect(sent).toEqual([]);
});

it("tells at its field that a username is taken", async () => {
  mockApi({ [INVITE]: () => problem(409, "already_exists") });
  const onDone = show();

  await fillIn();
  await send();

  await waitFor(() =>
    expect(screen.getByLabelText("Username")).toHaveAccessibleDescription(/This username is taken/),
  );
  expect(screen.getByLabelText("Username")).toHaveFocus();
  expect(onDone).not.toHaveBeenCalled();
});

it("shows a refused address at its field", async () => {
  mockApi({
    [INVITE]: () =>
      problem(422, "validation_failed", { errors: [{ pointer: "/email", code: "invalid", detail: "" }] }),
  });
  show();

  await fillIn();
  await send();

  await waitFor(() =>
    expect(screen.getByLabelText("E-mail")).toHaveAccessibleDescription(/like name@example.com/),
  );
});
