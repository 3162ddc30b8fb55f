import { lookup } from "../lookup";

interface ActTexts {
  menu: string;
  title: (name: string) => string;
  lead: string;
  effects: readonly string[];
  confirm: string;
  purpose: string;
  done: (name: string) => string;
}

const acts: Record<
  | "resend_invitation"
  | "make_admin"
  | "make_member"
  | "send_password_reset"
  | "end_sessions"
  | "reset_two_factor"
  | "disable"
  | "enable"
  | "remove",
  ActTexts
> = {
  resend_invitation: {
    menu: "Send invitation again",
    title: (name) => `Send ${name} the invitation again?`,
    lead: "A new link goes out by mail. The former one stops working.",
    effects: [],
    confirm: "Send invitation",
    purpose: "To send an invitation, prove that it’s you.",
    done: (name) => `A new invitation is on its way to ${name}.`,
  },
  make_admin: {
    menu: "Make admin",
    title: (name) => `Make ${name} an admin?`,
    lead: "Admins manage everyone in the team. They can:",
    effects: [
      "invite, change, disable and remove people",
      "reset anyone’s two-factor",
      "set the team’s policy and see all its activity",
    ],
    confirm: "Make admin",
    purpose: "To change a role, prove that it’s you.",
    done: (name) => `${name} is an admin now.`,
  },
  make_member: {
    menu: "Make member",
    title: (name) => `Make ${name} a member?`,
    lead: "They stay in the team, but no longer manage it:",
    effects: ["they change their own account alone", "they no longer see the team’s activity"],
    confirm: "Make member",
    purpose: "To change a role, prove that it’s you.",
    done: (name) => `${name} is a member now.`,
  },
  send_password_reset: {
    menu: "Send password reset",
    title: (name) => `Send ${name} a password reset?`,
    lead: "A mail with a link to choose a new password goes out to them.",
    effects: ["the present password works until a new one is chosen", "two-factor stays as it is"],
    confirm: "Send mail",
    purpose: "To send a password reset, prove that it’s you.",
    done: (name) => `A mail to reset the password is on its way to ${name}.`,
  },
  end_sessions: {
    menu: "End sessions",
    title: (name) => `End all sessions of ${name}?`,
    lead: "They are logged out everywhere, at once, and can log in again.",
    effects: [],
    confirm: "End sessions",
    purpose: "To end someone’s sessions, prove that it’s you.",
    done: (name) => `All sessions of ${name} are ended.`,
  },
  reset_two_factor: {
    menu: "Reset two-factor",
    title: (name) => `Reset ${name}’s two-factor?`,
    lead: "For someone who lost phone and backup codes. Be sure that it’s them who asks. They lose:",
    effects: [
      "the authenticator app and all backup codes",
      "all remembered devices, sessions and API tokens",
    ],
    confirm: "Reset two-factor",
    purpose: "To reset someone’s two-factor, prove that it’s you.",
    done: (name) =>
      `Two-factor of ${name} is off. The password logs them in, and leads to a new set-up where it is required.`,
  },
  disable: {
    menu: "Disable",
    title: (name) => `Disable ${name}?`,
    lead: "The account stays, but can’t be used until you enable it again:",
    effects: ["they are logged out everywhere, at once", "they can’t log in, and open links stop working"],
    confirm: "Disable",
    purpose: "To disable someone, prove that it’s you.",
    done: (name) => `${name} is disabled.`,
  },
  enable: {
    menu: "Enable",
    title: (name) => `Enable ${name}?`,
    lead: "They can log in again, with the password and second factor they had.",
    effects: [],
    confirm: "Enable",
    purpose: "To enable someone, prove that it’s you.",
    done: (name) => `${name} is enabled.`,
  },
  remove: {
    menu: "Remove",
    title: (name) => `Remove ${name}?`,
    lead: "This can’t be undone. What is lost for good:",
    effects: [
      "the account with its password, phone number and two-factor",
      "all sessions, remembered devices and API tokens",
    ],
    confirm: "Remove from the team",
    purpose: "To remove someone, prove that it’s you.",
    done: (name) => `${name} is removed.`,
  },
};

export const teamAdmin = {
  teamAdmin: {
    invite: "Invite",
    policy: "Team policy",
    more: (name: string) => `More for ${name}`,
    showActivity: "Show activity",
    acts,
    email: "E-mail",
    emailHint: "Correct it if the first one was wrong.",
    reason: "Reason (optional)",
    reasonHint: "Kept in the activity log, where they see it too.",
    emailInvalid: "Enter an e-mail address, like name@example.com.",
    reasonFaults: lookup({
      too_long: "A reason has 200 characters at most.",
      invalid: "Leave out unusual characters.",
    }),
    emailFaults: lookup({ invalid: "Enter an e-mail address, like name@example.com." }),
  },

  inviteUser: {
    title: "Invite someone",
    lead: "They get a mail with a link to choose a password.",
    username: "Username",
    usernameHint: "3 to 64 characters, without @ and blanks. They log in with it.",
    name: "Name",
    email: "E-mail",
    role: "Role",
    language: "Language of our mails",
    submit: "Send invitation",
    purpose: "To invite someone, prove that it’s you.",
    done: (name: string, email: string) => `${name} is invited: a mail is on its way to ${email}.`,
    taken: "This username is taken. Choose another one.",
    missing: {
      username: "Enter a username.",
      name: "Enter a name.",
      email: "Enter an e-mail address.",
    },
    faults: lookup({
      username: { invalid: "A username has 3 to 64 characters, without @ and blanks." },
      name: { invalid: "A name has 100 characters at most, and no unusual ones." },
      email: { invalid: "Enter an e-mail address, like name@example.com." },
    }),
  },
};
