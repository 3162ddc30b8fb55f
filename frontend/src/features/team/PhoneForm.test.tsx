import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { answerStepUpsWith, StepUpDeclined } from "@/api/stepUp";
import { json, mockApi, problem } from "@/mocks/api";
import { BOB } from "@/mocks/people";
import { renderWithQueries } from "@/mocks/render";
import { PhoneForm } from "./PhoneForm";

const COUNTRIES = [
  { code: "DE", name: "Germany", calling_code: "+49", example: "01512 3456789" },
  { code: "US", name: "United States", calling_code: "+1", example: "(201) 555-0123" },
];

function show() {
  const onClose = vi.fn();
  renderWithQueries(<PhoneForm user={BOB} countries={COUNTRIES} onClose={onClose} />);
  return onClose;
}

const phone = () => screen.getByLabelText("Cell Phone");
const save = () => userEvent.click(screen.getByRole("button", { name: "Save" }));

it("shows the country's example and sends digits of any script as ASCII (C104)", async () => {
  const sent = mockApi({ "PATCH /api/v1/team/users/{id}": () => json(200, BOB) });
  const onClose = show();
  expect(phone()).toHaveAccessibleDescription("For example 01512 3456789");

  await userEvent.type(phone(), "٠١٥١٢ ٣٤٥٦٧٨٩");
  await save();

  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(sent[0]?.body).toEqual({ country_code: "DE", cell_phone: "01512 3456789" });
});

it("shows a refused number at its field", async () => {
  mockApi({
    "PATCH /api/v1/team/users/{id}": () =>
      problem(422, "validation_failed", {
        errors: [{ pointer: "/cell_phone", code: "not_mobile", detail: "" }],
      }),
  });
  show();

  await userEvent.type(phone(), "030 123456");
  await save();

  await waitFor(() => expect(phone()).toHaveAccessibleDescription(/can’t receive texts/));
  expect(phone()).toHaveAttribute("aria-invalid", "true");
});

it("loses nothing that was typed when the step-up was declined", async () => {
  const stop = answerStepUpsWith(() => Promise.reject(new StepUpDeclined()));
  mockApi({ "PATCH /api/v1/team/users/{id}": () => problem(403, "step_up_required", { methods: [] }) });
  const onClose = show();

  await userEvent.type(phone(), "01512 3456789");
  await save();

  expect(phone()).toHaveValue("01512 3456789");
  expect(phone()).not.toHaveAttribute("aria-invalid");
  expect(onClose).not.toHaveBeenCalled();
  stop();
});
