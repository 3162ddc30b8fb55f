import "@fontsource-variable/inter";
import "./ui/styles/tokens.css";
import "./ui/styles/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { PortalNameProvider } from "./features/support/PortalNameProvider";
import { languageOfStart, speak } from "./lib/language";
import { showTheme, storedTheme } from "./lib/theme";
import { queryClient, router } from "./router";

showTheme(storedTheme());
// Nothing can be drawn before there are words for it.
void speak(languageOfStart()).then(draw);

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
