import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { LanguageSwitch } from "./LanguageSwitch";

it("names each language in itself, and marks the present one", async () => {
  const onChoose = vi.fn(() => Promise.resolve());
  render(<LanguageSwitch onChoose={onChoose} />);

  expect(screen.getByRole("navigation", { name: "Language" })).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "English" })).toHaveAttribute("aria-current", "true");
  const german = screen.getByRole("button", { name: "Deutsch" });
  expect(german).toHaveAttribute("lang", "de");
  await userEvent.click(german);
  expect(onChoose).toHaveBeenCalledExactlyOnceWith("de");
});

it("says so where the language can't be had", async () => {
  render(<LanguageSwitch onChoose={() => Promise.reject(new Error("offline"))} />);
  await userEvent.click(screen.getByRole("button", { name: "Deutsch" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("The language couldn’t be loaded.");
});
