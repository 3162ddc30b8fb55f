import { Link } from "@tanstack/react-router";
import { t } from "@/lib/messages/t";
import { Notice } from "@/ui/Notice";

/** Says why no token can be made, and where that is mended. */
export function TwoFactorNeeded() {
  return (
    <Notice>
      <p>{t.apiTokens.twoFactorNeeded}</p>
      <p>
        <Link to="/two-factor">{t.apiTokens.switchOn}</Link>
      </p>
    </Notice>
  );
}
