import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answerStepUpsWith, StepUpDeclined } from "@/api/stepUp";
import { json, mockApi, problem } from "@/mocks/api";
import { renderWithQueries } from "@/mocks/render";
import { PolicyForm } from "./PolicyForm";
import type { TeamPolicy } from "./queries";

const POLICY: TeamPolicy = {
  require_two_factor: false,
  require_two_factor_for_admins: true,
  grace_days: 14,
  allow_sms: true,
  allow_remember_device: true,
};
const SAVE = "PUT /api/v1/team/policy";

const save = () => screen.getByRole("button", { name: "Save" });
const days = () => screen.getByLabelText("Days of grace");

it("says what it does to whom before it is saved", async () => {
  const sent = mockApi({ [SAVE]: ({ body }) => json(200, body) });
  renderWithQueries(<PolicyForm policy={POLICY} />);
  expect(screen.getByRole("radio", { name: "Admins" })).toBeChecked();
  expect(save()).toHaveAccessibleDescription("Nothing changes yet.");

  await userEvent.click(screen.getByRole("radio", { name: "Everyone" }));
  await userEvent.clear(days());
  await userEvent.type(days(), "0");
  await userEvent.click(screen.getByRole("checkbox", { name: "Allow codes by text" }));
  expect(save()).toHaveAccessibleDescription(
    /Everyone without two-factor is led to the set-up at once.*Codes by text stop working/,
  );
  expect(sent).toEqual([]);
  await userEvent.click(save());

  expect(await screen.findByText("The policy is saved.")).toBeInTheDocument();
  expect(sent[0]?.body).toEqual({ ...POLICY, require_two_factor: true, grace_days: 0, allow_sms: false });
});

it("refuses days that are none", async () => {
  const sent = mockApi({});
  renderWithQueries(<PolicyForm policy={POLICY} />);

  await userEvent.clear(days());
  await userEvent.type(days(), "366");
  await userEvent.click(save());

  expect(days()).toHaveAccessibleDescription(/from 0 to 365\.$/);
  expect(days()).toHaveFocus();
  expect(sent).toEqual([]);
});

it("keeps what was chosen when the step-up was declined, and tells a refusal", async () => {
  const stop = answerStepUpsWith(() => Promise.reject(new StepUpDeclined()));
  let refusal = () => problem(403, "step_up_required", { methods: [] });
  mockApi({ [SAVE]: () => refusal() });
  renderWithQueries(<PolicyForm policy={POLICY} />);

  await userEvent.click(screen.getByRole("radio", { name: "Nobody has to" }));
  await userEvent.click(save());
  expect(screen.getByRole("radio", { name: "Nobody has to" })).toBeChecked();
  expect(screen.queryByText("The policy is saved.")).not.toBeInTheDocument();

  refusal = () => problem(403, "forbidden");
  await userEvent.click(save());
  await waitFor(() => expect(screen.getByText("You aren’t allowed to do this.")).toBeInTheDocument());
  stop();
});
