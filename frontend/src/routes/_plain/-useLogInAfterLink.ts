import { useNavigate } from "@tanstack/react-router";
import { forgetLinkToken } from "@/features/mailedLink/linkToken";
import { rememberUsername } from "@/features/signIn/pendingLogin";

/** A mailed link that set a password leads to the log-in, where it says so: it signs nobody in. */
export function useLogInAfterLink(reason: "password_set" | "password_reset") {
  const navigate = useNavigate();
  return (username: string) => {
    forgetLinkToken();
    rememberUsername(username);
    return navigate({ to: "/login", search: { reason }, replace: true });
  };
}
