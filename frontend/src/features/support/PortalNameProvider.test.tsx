import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { json, mockApi, problem } from "@/mocks/api";
import { renderWithQueries } from "@/mocks/render";
import { Brand } from "@/ui/Brand";
import { Page } from "@/ui/Page";
import { PortalNameProvider } from "./PortalNameProvider";

const SUPPORT = "GET /api/v1/support";

function show() {
  renderWithQueries(
    <PortalNameProvider>
      <Brand />
      <Page title="Team" />
    </PortalNameProvider>,
  );
}

it("names the portal as the service does, in the header and in the title", async () => {
  mockApi({
    [SUPPORT]: () => json(200, { brand: "Harbour Portal", email: null, phone: null, hours: null, url: null }),
  });
  show();

  expect(screen.getByText("Client Portal")).toBeInTheDocument();
  expect(await screen.findByText("Harbour Portal")).toBeInTheDocument();
  expect(document.title).toBe("Team – Harbour Portal");
});

it("keeps a name where the service can't be read", async () => {
  const sent = mockApi({ [SUPPORT]: () => problem(503, "unavailable") });
  show();

  await waitFor(() => expect(sent).toHaveLength(1));
  expect(screen.getByText("Client Portal")).toBeInTheDocument();
  expect(document.title).toBe("Team – Client Portal");
});
