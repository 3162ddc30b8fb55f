import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { json, mockApi, noContent } from "@/mocks/api";
import { renderWithQueries } from "@/mocks/render";
import { RememberedDevices } from "./RememberedDevices";

const device = (id: string, name: string, current: boolean) => ({
  id,
  name,
  current,
  created_at: "2026-11-20T00:00:00Z",
  last_used_at: null,
  expires_at: "2026-12-20T00:00:00Z",
});
const DEVICES = [device("d1", "Chrome on macOS", true), device("d2", "Safari on iPhone", false)];

it("forgets one browser and moves the focus to the heading", async () => {
  let isForgotten = false;
  mockApi({
    "GET /api/v1/me/devices": () =>
      json(200, { items: isForgotten ? DEVICES.slice(0, 1) : DEVICES, next_cursor: null }),
    "DELETE /api/v1/me/devices/{id}": () => {
      isForgotten = true;
      return noContent();
    },
  });
  renderWithQueries(<RememberedDevices />);

  await userEvent.click(await screen.findByRole("button", { name: "Forget Safari on iPhone" }));

  await waitFor(() => expect(screen.queryByText("Safari on iPhone")).not.toBeInTheDocument());
  expect(screen.getByRole("heading", { name: "Remembered devices" })).toHaveFocus();
});

it("says so where no browser is remembered", async () => {
  mockApi({ "GET /api/v1/me/devices": () => json(200, { items: [], next_cursor: null }) });
  renderWithQueries(<RememberedDevices />);

  expect(await screen.findByText("No browser is remembered.")).toBeInTheDocument();
  expect(screen.queryByRole("button")).not.toBeInTheDocument();
});
