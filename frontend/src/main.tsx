import "@fontsource-variable/inter";
import "./ui/styles/tokens.css";
import "./ui/styles/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { PortalNameProvider } from "./features/support/PortalNameProvider";
import { supportQuery } from "./features/support/queries";
import { inTime } from "./lib/inTime";
import { languageOfStart, speak } from "./lib/language";
import { showTheme, storedTheme } from "./lib/theme";
import { queryClient, router } from "./router";

showTheme(storedTheme());
// Nothing can be drawn before there are words for it.
// The portal's name and its support line come with them, so that they push nothing aside.
void Promise.all([speak(languageOfStart()), inTime(queryClient.prefetchQuery(supportQuery))]).then(draw);

function draw() {
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");

  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <PortalNameProvider>
          <RouterProvider router={router} />
        </PortalNameProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
