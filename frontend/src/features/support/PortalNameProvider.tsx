import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { PortalName } from "@/lib/portalName";
import { supportQuery } from "./queries";

/** Gives all pages the portal's name as the service tells it. */
export function PortalNameProvider({ children }: { children: ReactNode }) {
  const { data: support } = useQuery(supportQuery);
  return <PortalName value={support?.brand}>{children}</PortalName>;
}
