import { act, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { announce, hush } from "@/lib/announce";
import { LiveRegions } from "@/ui/LiveRegions";
import { router } from "./router";

it("says nothing of the page before once another one is opened", async () => {
  render(<LiveRegions />);
  announce("Saved.");
  announce("That didn’t work.", "assertive");
  await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("Saved."));
  await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent("That didn’t work."));

  await act(() => router.navigate({ to: "/forgot-password" }));

  expect(screen.getByRole("status")).toBeEmptyDOMElement();
  expect(screen.getByRole("alert")).toBeEmptyDOMElement();
});

it("doesn't say what was about to be said, either", async () => {
  render(<LiveRegions />);
  announce("Saved.");

  hush();

  await new Promise(requestAnimationFrame);
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
});
