import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { json, mockApi, problem } from "@/mocks/api";
import { AUTHENTICATED, CHALLENGE } from "@/mocks/data";
import { LiveRegions } from "@/ui/LiveRegions";
import { SecondFactorForm } from "./SecondFactorForm";

const field = () => screen.getByLabelText("Authentication Code");

function show(challenge = CHALLENGE) {
  const onAuthenticated = vi.fn();
  const onEnd = vi.fn();
  const pending = { username: "alice", challenge, endsAt: Date.now() + 300_000 };
  render(
    <>
      <LiveRegions />
      <SecondFactorForm pending={pending} onAuthenticated={onAuthenticated} onEnd={onEnd} />
    </>,
  );
  return { onAuthenticated, onEnd };
}

async function answer(code: string) {
  await userEvent.clear(field());
  await userEvent.type(field(), `${code}{Enter}`);
}

it("has the focus in the code, below the box to remember the device", () => {
  show();

  expect(field()).toHaveFocus();
  const box = screen.getByRole("checkbox", { name: "Remember this device for 30 days" });
  expect(box).toHaveAccessibleDescription("Not on a shared computer");
  expect(box.compareDocumentPosition(field())).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
});

it("hides what the team forbids and what can't be sent", () => {
  show({
    ...CHALLENGE,
    remember_device_days: 0,
    methods: [{ type: "totp" }, { type: "backup_code", remaining: 0 }],
  });

  expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: /SMS/ })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: /backup/ })).not.toBeInTheDocument();
});

it("C111 sends a pasted code once, whatever is pressed meanwhile", async () => {
  let reply = (_answer: Response) => {};
  const slowAnswer = new Promise<Response>((resolve) => {
    reply = resolve;
  });
  const sent = mockApi({ "POST /api/v1/auth/verify": () => slowAnswer });
  const { onAuthenticated } = show();

  await userEvent.click(screen.getByRole("checkbox"));
  await userEvent.click(field());
  await userEvent.paste("123 456");
  await userEvent.keyboard("{Enter}{Enter}");
  reply(json(200, AUTHENTICATED));

  await waitFor(() => expect(onAuthenticated).toHaveBeenCalledOnce());
  expect(sent.map(({ body }) => body)).toEqual([
    { challenge_token: "challenge", code: "123456", remember_device: true, transport: "cookie" },
  ]);
});

it("loses no try on a code that is too short", async () => {
  const sent = mockApi({});
  show();

  await answer("12345");

  expect(field()).toHaveAccessibleDescription("A code has 6 digits; this one has 5.");
  expect(field()).toHaveAttribute("aria-invalid", "true");
  expect(sent).toEqual([]);
});

it("C115 keeps a wrong code, selected, and says once how many tries are left", async () => {
  mockApi({ "POST /api/v1/auth/verify": () => problem(401, "invalid_code", { attempts_remaining: 4 }) });
  show();

  await answer("123456");

  await waitFor(() =>
    expect(field()).toHaveAccessibleDescription("That code isn’t right. You have 4 more tries."),
  );
  expect(field()).toHaveValue("123456");
  expect(field()).toHaveFocus();
  expect((field() as HTMLInputElement).selectionEnd).toBe(6);
  const announced = "That code isn’t right. You have 4 more tries.";
  await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent(announced));
  expect(screen.getAllByRole("alert")).toHaveLength(1);
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
  expect(document.title).toMatch(/^Error: /);
});

it("hints at the phone's clock from the second wrong code on (C10)", async () => {
  mockApi({ "POST /api/v1/auth/verify": () => problem(401, "invalid_code", { attempts_remaining: 3 }) });
  show();

  await answer("111111");
  await waitFor(() => expect(field()).toHaveAccessibleDescription(/isn’t right/));
  expect(field()).not.toHaveAccessibleDescription(/phone sets its time/);
  await answer("222222");

  await waitFor(() => expect(field()).toHaveAccessibleDescription(/phone sets its time/));
});

it("names the next code when this one was used (C05)", async () => {
  mockApi({
    "POST /api/v1/auth/verify": () =>
      problem(401, "invalid_code", { reason: "already_used", retry_after: 17 }),
  });
  show();

  await answer("123456");

  await waitFor(() => expect(field()).toHaveAccessibleDescription(/already used.*in 17 s/));
});

it("ends with the last try, and with a challenge that ran out", async () => {
  const { onEnd } = show();

  mockApi({ "POST /api/v1/auth/verify": () => problem(401, "invalid_code", { attempts_remaining: 0 }) });
  await answer("123456");
  await waitFor(() => expect(onEnd).toHaveBeenLastCalledWith("tries_used"));

  mockApi({ "POST /api/v1/auth/verify": () => problem(401, "challenge_expired") });
  await answer("123456");
  await waitFor(() => expect(onEnd).toHaveBeenLastCalledWith("challenge_expired"));
});

it("counts a wait down", async () => {
  mockApi({ "POST /api/v1/auth/verify": () => problem(429, "rate_limited", { retry_after: 15 }) });
  show();

  await answer("123456");

  expect(await screen.findByText("You can try again in 0:15.")).toBeInTheDocument();
});

it("C94 sends a text, and says why it isn't sent again at once", async () => {
  const sent = mockApi({
    "POST /api/v1/auth/sms": () =>
      json(202, { phone_hint: "+1 •••-•••-••42", expires_in: 300, resend_after: 30 }),
  });
  show();

  await userEvent.click(screen.getByRole("button", { name: "Send SMS Code" }));
  await screen.findAllByText("We sent a code to +1 •••-•••-••42.");
  await userEvent.click(screen.getByRole("button", { name: "Send again" }));

  expect(screen.getByText(/Send again in 0:/)).toBeInTheDocument();
  expect(sent).toHaveLength(1);
});

it("C62 takes a backup code in any spelling", async () => {
  const sent = mockApi({ "POST /api/v1/auth/verify": () => json(200, AUTHENTICATED) });
  const { onAuthenticated } = show();

  await userEvent.click(screen.getByRole("button", { name: "Use a backup code (9 left)" }));
  expect(screen.getByLabelText("Backup Code")).toHaveFocus();
  await userEvent.type(screen.getByLabelText("Backup Code"), "7k2m4 9qxrt{Enter}");

  await waitFor(() => expect(onAuthenticated).toHaveBeenCalledWith(expect.anything(), "backup"));
  expect(sent[0]?.body).toMatchObject({ code: "7K2M49QXRT" });
});
