import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { ThemeSwitch } from "./ThemeSwitch";

afterEach(() => {
  localStorage.clear();
  delete document.documentElement.dataset.theme;
});

it("goes round the themes, says which one is on, and keeps it", async () => {
  const { unmount } = render(<ThemeSwitch />);
  const root = document.documentElement;

  expect(root.dataset.theme).toBeUndefined();
  await userEvent.click(screen.getByRole("button", { name: "Theme: As the system" }));
  expect(root.dataset.theme).toBe("light");
  await userEvent.click(screen.getByRole("button", { name: "Theme: Light" }));
  expect(root.dataset.theme).toBe("dark");
  unmount();

  render(<ThemeSwitch />);
  await userEvent.click(screen.getByRole("button", { name: "Theme: Dark" }));
  expect(root.dataset.theme).toBeUndefined();
});
