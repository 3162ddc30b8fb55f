import { createContext, useContext } from "react";
import { t } from "./messages/t";

/** What the portal calls itself; a name of ours while the service hasn't told its own. */
export const PortalName = createContext<string>(t.portalName);

export function usePortalName(): string {
  return useContext(PortalName);
}
