import { createFileRoute, Outlet } from "@tanstack/react-router";
import { SupportLine } from "@/features/support/SupportLine";
import { chooseForBrowser, useLanguage } from "@/lib/language";
import { Brand } from "@/ui/Brand";
import { Shell } from "@/ui/Shell";

/** The pages that need no session. */
export const Route = createFileRoute("/_plain")({
  // Part of the first page, so it comes with the entry.
  codeSplitGroupings: [],
  component: Plain,
});

function Plain() {
  useLanguage();
  return (
    <Shell brand={<Brand />} support={<SupportLine />} onChooseLanguage={chooseForBrowser}>
      <Outlet />
    </Shell>
  );
}
