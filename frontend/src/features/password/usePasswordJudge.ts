import { useQuery } from "@tanstack/react-query";
import { judgePassword, type PasswordFault } from "@/lib/judgePassword";
import { usePortalName } from "@/lib/portalName";
import { commonPasswordsQuery } from "./commonPasswords";

/** The verdict on a new password, from the rules of the service and the names that the page knows. */
export function usePasswordJudge(password: string, names: readonly string[]): PasswordFault | undefined {
  const brand = usePortalName();
  const { data: common } = useQuery({ ...commonPasswordsQuery, enabled: password !== "" });
  return judgePassword(password, { names: [...names, brand], common });
}
