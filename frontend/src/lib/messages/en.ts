import { account } from "./en/account";
import { activity } from "./en/activity";
import { apiTokens } from "./en/apiTokens";
import { common } from "./en/common";
import { devices } from "./en/devices";
import { email } from "./en/email";
import { mailedLink } from "./en/mailedLink";
import { outbox } from "./en/outbox";
import { password } from "./en/password";
import { policy } from "./en/policy";
import { sessions } from "./en/sessions";
import { signIn } from "./en/signIn";
import { stepUp } from "./en/stepUp";
import { support } from "./en/support";
import { team } from "./en/team";
import { teamAdmin } from "./en/teamAdmin";
import { twoFactor } from "./en/twoFactor";

/** Every sentence that people read, in English, kept by feature. Another language is another object of this type. */
export const en = {
  /** Until the service has told its own name. */
  portalName: "Client Portal",
  errorTitle: (title: string) => `Error: ${title}`,

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

export type Messages = typeof en;
