import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { json, mockApi } from "@/mocks/api";
import { renderWithQueries } from "@/mocks/render";
import { SupportLine } from "./SupportLine";

it("leads to mail, phone and form", async () => {
  mockApi({
    "GET /api/v1/support": () =>
      json(200, {
        brand: "Client Portal",
        email: "support@portal.example",
        phone: "+1 201-555-0100",
        hours: "24 hours a day",
        url: "https://portal.example/support",
      }),
  });
  renderWithQueries(<SupportLine />);

  expect(await screen.findByText("Need help? We are here 24 hours a day.")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "support@portal.example" })).toHaveAttribute(
    "href",
    "mailto:support@portal.example",
  );
  expect(screen.getByRole("link", { name: "+1 201-555-0100" })).toHaveAttribute("href", "tel:+12015550100");
});

it("names the team's admins where the service names nobody", async () => {
  mockApi({
    "GET /api/v1/support": () =>
      json(200, { brand: "Client Portal", email: null, phone: null, hours: null, url: null }),
  });
  renderWithQueries(<SupportLine />);

  expect(await screen.findByText("Need help? Ask an admin of your team.")).toBeInTheDocument();
  expect(screen.queryByRole("link")).not.toBeInTheDocument();
});
