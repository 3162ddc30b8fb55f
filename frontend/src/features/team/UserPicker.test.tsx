import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { json, mockApi, problem } from "@/mocks/api";
import { BOB } from "@/mocks/people";
import { renderWithQueries } from "@/mocks/render";
import { UserPicker } from "./UserPicker";

function Holder({ onSelect }: { onSelect: (userId: string | undefined) => void }) {
  const [selected, setSelected] = useState<string | undefined>(BOB.id);
  return (
    <UserPicker
      selected={selected}
      onSelect={(userId) => {
        onSelect(userId);
        setSelected(userId);
      }}
    />
  );
}

it("finds a person by name, and goes back to everyone when it is emptied", async () => {
  const carol = { ...BOB, id: "0199-carol", name: "Carol Example", username: "carol" };
  mockApi({
    "GET /api/v1/team/users/{id}": ({ path }) => json(200, path.endsWith(carol.id) ? carol : BOB),
    "GET /api/v1/team/users": ({ query }) =>
      json(200, { items: query.get("query") === "car" ? [carol] : [BOB, carol], next_cursor: null }),
  });
  const onSelect = vi.fn();
  renderWithQueries(<Holder onSelect={onSelect} />);

  const person = await screen.findByDisplayValue("Bob Example");
  expect(person).toHaveAccessibleName("Person");
  await userEvent.clear(person);
  expect(onSelect).toHaveBeenLastCalledWith(undefined);
  await userEvent.type(person, "car");
  await userEvent.click(await screen.findByRole("option", { name: /^Carol Example/ }));
  expect(onSelect).toHaveBeenLastCalledWith("0199-carol");
  expect(person).toHaveValue("Carol Example");
  expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
});

it("names a person who is there no more, whose entries are still asked for", async () => {
  mockApi({
    "GET /api/v1/team/users/{id}": () => problem(404, "not_found"),
    "GET /api/v1/team/users": () => json(200, { items: [BOB], next_cursor: null }),
  });
  renderWithQueries(<Holder onSelect={vi.fn()} />);

  expect(await screen.findByDisplayValue("Removed user")).toBeInTheDocument();
});

it("drops what was typed and is nobody's name, as the field is left", async () => {
  mockApi({
    "GET /api/v1/team/users": ({ query }) =>
      json(200, { items: query.get("query") ? [] : [BOB], next_cursor: null }),
  });
  const onSelect = vi.fn();
  renderWithQueries(<UserPicker selected={undefined} onSelect={onSelect} />);

  const person = screen.getByRole("combobox", { name: "Person" });
  await userEvent.type(person, "zed");
  expect(await screen.findByText("Nobody matches.")).toBeInTheDocument();
  await userEvent.tab();

  expect(person).toHaveValue("");
  expect(onSelect).not.toHaveBeenCalled();
});
