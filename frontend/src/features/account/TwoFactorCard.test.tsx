import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderWithQueries } from "@/mocks/render";
import { RequiredNotice } from "./RequiredNotice";
import { TwoFactorCard } from "./TwoFactorCard";

const REQUIRED = { enabled: false, required_from: "2026-12-09T12:00:00Z" };

it("invites those who have no second factor", () => {
  renderWithQueries(<TwoFactorCard twoFactor={{ enabled: false, required_from: null }} />);

  expect(screen.getByRole("heading", { name: "Protect your account with two-factor" })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Switch it on" })).toBeInTheDocument();
});

it("says by when a team requires it, on the dashboard and on the other pages", () => {
  renderWithQueries(<TwoFactorCard twoFactor={REQUIRED} />);
  expect(
    screen.getByRole("heading", { name: "Your team requires two-factor from December 9, 2026" }),
  ).toBeInTheDocument();

  renderWithQueries(<RequiredNotice twoFactor={REQUIRED} />);
  expect(screen.getByRole("complementary")).toHaveTextContent(/requires two-factor from December 9, 2026/);
});

it("is content where two-factor is on", () => {
  renderWithQueries(<TwoFactorCard twoFactor={{ ...REQUIRED, enabled: true }} />);
  renderWithQueries(<RequiredNotice twoFactor={{ ...REQUIRED, enabled: true }} />);

  expect(screen.getByRole("link", { name: "Manage 2-Factor Auth" })).toBeInTheDocument();
  expect(screen.queryByText(/requires/)).not.toBeInTheDocument();
});
