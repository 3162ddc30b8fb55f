import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { CopyButton } from "./CopyButton";

afterEach(() => vi.restoreAllMocks());

it("says that it copied", async () => {
  const user = userEvent.setup();
  const writeText = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  render(<CopyButton text="7K2QM-9XWRT" />);

  await user.click(screen.getByRole("button", { name: "Copy" }));

  expect(writeText).toHaveBeenCalledExactlyOnceWith("7K2QM-9XWRT");
  expect(screen.getByRole("button", { name: "Copied" })).toBeInTheDocument();
});

it("says what to do where the browser copies nothing", async () => {
  const user = userEvent.setup();
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new DOMException("", "NotAllowedError"));
  render(<CopyButton text="7K2QM-9XWRT" label="Copy key" />);

  await user.click(screen.getByRole("button", { name: "Copy key" }));

  expect(await screen.findByRole("button", { name: "Not copied: copy it by hand" })).toBeInTheDocument();
});
