import { createContext, useContext } from "react";
import { t } from "./messages/t";

/** What the portal calls itself, once the service has told it. */
export const PortalName = createContext<string | undefined>(undefined);

/** The portal's name; a name of ours while the service hasn't told its own. */
export function usePortalName(): string {
  return useContext(PortalName) || t.portalName;
}
