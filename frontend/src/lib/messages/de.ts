import { account } from "./de/account";
import { activity } from "./de/activity";
import { apiTokens } from "./de/apiTokens";
import { common } from "./de/common";
import { devices } from "./de/devices";
import { email } from "./de/email";
import { mailedLink } from "./de/mailedLink";
import { outbox } from "./de/outbox";
import { password } from "./de/password";
import { policy } from "./de/policy";
import { sessions } from "./de/sessions";
import { signIn } from "./de/signIn";
import { stepUp } from "./de/stepUp";
import { support } from "./de/support";
import { team } from "./de/team";
import { teamAdmin } from "./de/teamAdmin";
import { twoFactor } from "./de/twoFactor";
import type { Messages } from "./en";

/** The same sentences in German. What is missing here or has another form doesn't compile. */
export const de: Messages = {
  portalName: "Kundenportal",
  errorTitle: (title) => `Fehler: ${title}`,

  ...common,
  ...support,
  ...signIn,
  ...password,
  ...mailedLink,
  ...account,
  ...email,
  ...twoFactor,
  ...devices,
  ...sessions,
  ...activity,
  ...apiTokens,
  ...stepUp,
  ...team,
  ...teamAdmin,
  ...policy,
  ...outbox,
};
