import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { CodeField } from "./CodeField";

function Harness({
  kind = "digits",
  onWhole,
}: {
  kind?: "digits" | "backup";
  onWhole?: (code: string) => void;
}) {
  const [value, setValue] = useState("");
  return <CodeField label="Code" kind={kind} value={value} onChange={setValue} onWhole={onWhole} />;
}

it("C113 C114 is one text field that phones fill by themselves", () => {
  render(<Harness />);

  const field = screen.getByLabelText("Code");
  expect(field).toHaveAttribute("type", "text");
  expect(field).toHaveAttribute("name", "code");
  expect(field).toHaveAttribute("inputmode", "numeric");
  expect(field).toHaveAttribute("autocomplete", "one-time-code");
  expect(field).toHaveAttribute("autocapitalize", "none");
  expect(field).toHaveAttribute("autocorrect", "off");
  expect(field).toHaveAttribute("spellcheck", "false");
  expect(field).toHaveAttribute("enterkeyhint", "go");
  expect(field).not.toHaveAttribute("maxlength");
});

it("C62 C114 asks for letters, and offers no old codes, where a backup code is typed", () => {
  render(<Harness kind="backup" />);

  const field = screen.getByLabelText("Code");
  expect(field).toHaveAttribute("inputmode", "text");
  expect(field).toHaveAttribute("autocapitalize", "characters");
  expect(field).toHaveAttribute("autocomplete", "off");
});

it("never sends what hands typed", async () => {
  const onWhole = vi.fn();
  render(<Harness onWhole={onWhole} />);

  await userEvent.type(screen.getByLabelText("Code"), "123456");

  expect(screen.getByLabelText("Code")).toHaveValue("123456");
  expect(onWhole).not.toHaveBeenCalled();
});

it.each(["123456", " 123 456 ", "Your code\n\n@portal.example #123456"])(
  "C112 sends a pasted %j, once",
  async (text) => {
    const onWhole = vi.fn();
    render(<Harness onWhole={onWhole} />);

    await userEvent.click(screen.getByLabelText("Code"));
    await userEvent.paste(text);

    expect(onWhole).toHaveBeenCalledExactlyOnceWith("123456");
    expect(screen.getByLabelText("Code")).toHaveValue("123456");
  },
);

it("C112 sends what autofill brings in one event", () => {
  const onWhole = vi.fn();
  render(<Harness onWhole={onWhole} />);

  fireEvent.input(screen.getByLabelText("Code"), { target: { value: "123456" } });

  expect(onWhole).toHaveBeenCalledExactlyOnceWith("123456");
});

it("C112 sends what autofill brings over an older code, and not a digit that hands mend", () => {
  const onWhole = vi.fn();
  render(<Harness onWhole={onWhole} />);
  const field = screen.getByLabelText("Code");
  fireEvent.input(field, { target: { value: "123456" } });
  onWhole.mockClear();

  fireEvent.input(field, { target: { value: "123457" } });
  fireEvent.input(field, { target: { value: "12345" } });
  fireEvent.input(field, { target: { value: "123451" } });
  expect(onWhole).not.toHaveBeenCalled();

  fireEvent.input(field, { target: { value: "987654" } });
  expect(onWhole).toHaveBeenCalledExactlyOnceWith("987654");
});
