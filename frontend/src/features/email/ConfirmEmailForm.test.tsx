import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { mockApi, noContent, problem } from "@/mocks/api";
import { ConfirmEmailForm } from "./ConfirmEmailForm";

const CONFIRM = "POST /api/v1/auth/email/confirm";

const press = () => userEvent.click(screen.getByRole("button", { name: "Confirm this address" }));

function show() {
  const onConfirmed = vi.fn();
  const onLinkDead = vi.fn();
  render(<ConfirmEmailForm token="token" onConfirmed={onConfirmed} onLinkDead={onLinkDead} />);
  return { onConfirmed, onLinkDead };
}

it("confirms by the press alone", async () => {
  const sent = mockApi({ [CONFIRM]: noContent });
  const { onConfirmed } = show();
  expect(sent).toEqual([]);

  await press();

  await waitFor(() => expect(onConfirmed).toHaveBeenCalledOnce());
  expect(sent[0]?.body).toEqual({ token: "token" });
});

it("tells the page of a link that lapsed meanwhile", async () => {
  mockApi({ [CONFIRM]: () => problem(410, "link_expired") });
  const { onConfirmed, onLinkDead } = show();

  await press();

  await waitFor(() => expect(onLinkDead).toHaveBeenCalledOnce());
  expect(onConfirmed).not.toHaveBeenCalled();
});

it("shows the wait while the service is busy", async () => {
  mockApi({ [CONFIRM]: () => problem(503, "unavailable", { retry_after: 10 }) });
  show();

  await press();

  expect(await screen.findByText("You can try again in 0:10.")).toBeInTheDocument();
});
