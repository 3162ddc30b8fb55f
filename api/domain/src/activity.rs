//! What is written down of an account, and what of it its owner is told (S25).
//!
//! One list serves the activity log, the mails and `docs/events.md`: an action's name is the variant's
//! in `snake_case`, its `detail` are the variant's fields. No detail is filled with an address, a number or a
//! secret, since the rows of a removed user stay; what an admin or an owner writes there (a reason, a token's
//! name) is theirs to choose.

use serde::{Deserialize, Serialize};

use crate::policy::Role;

/// Something that happened to an account or a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Happening {
    /// A full log-in.
    LoggedIn {
        /// What was proven beside the password.
        proof: LoginProof,
        /// Whether it came from a known client.
        known_client: bool,
    },
    /// A stranger gave the right password and no right code.
    LoginUnfinished,
    /// Wrong codes after a right password (S6).
    WrongCodes {
        /// How many in a row.
        count: u32,
    },
    /// A session was ended by its holder.
    LoggedOut,
    /// One session was ended from another one.
    SessionEnded,
    /// All sessions were ended, but for the one that asked where their own user did.
    SessionsEnded,
    /// A refresh token came back after its successor was used; its session was ended (S15).
    RefreshReused,
    /// A device is excused from the second factor from now on.
    DeviceRemembered,
    /// A remembered device was forgotten.
    DeviceForgotten,
    /// All remembered devices were forgotten.
    DevicesForgotten,
    /// A link to reset the password was asked for.
    PasswordResetRequested,
    /// A new password was chosen by such a link, or set on the command line.
    PasswordReset,
    /// The password was changed.
    PasswordChanged,
    /// Another mail address was given; it holds once its link is confirmed.
    EmailChangeRequested,
    /// The other mail address was confirmed, or an admin corrected that of an invited user.
    EmailChanged,
    /// Another phone number was saved.
    PhoneChanged,
    /// The phone number was removed.
    PhoneRemoved,
    /// The phone number's owner proved it.
    PhoneVerified,
    /// Two-factor was switched on.
    TwoFactorEnabled,
    /// Another authenticator app took the former one's place.
    TwoFactorReplaced,
    /// Two-factor was switched off.
    TwoFactorDisabled,
    /// Two-factor was taken away by an admin or on the command line.
    TwoFactorReset {
        /// The admin's words, if any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// New backup codes were made.
    BackupCodesCreated,
    /// A backup code was spent (S3).
    BackupCodeSpent {
        /// How many are left.
        left: usize,
    },
    /// An API token was made.
    ApiTokenCreated {
        /// What its owner calls it.
        name: String,
    },
    /// An API token was deleted.
    ApiTokenDeleted {
        /// What its owner called it.
        name: String,
    },
    /// A user was added with a password.
    UserAdded {
        /// In which role.
        role: Role,
    },
    /// A user was added, and asked to choose a password.
    UserInvited {
        /// In which role.
        role: Role,
    },
    /// An invitation was sent anew.
    InvitationSent,
    /// An invited user chose a password.
    InvitationAccepted,
    /// A user's name was changed.
    NameChanged,
    /// A user's role was changed.
    RoleChanged {
        /// The role from now on.
        role: Role,
    },
    /// A user may no longer log in.
    UserDisabled,
    /// A user may log in again.
    UserEnabled,
    /// A user was removed.
    UserDeleted,
    /// The team's policy was changed.
    PolicyChanged {
        /// Whether every user needs a second factor.
        require_two_factor: bool,
        /// Whether admins need one.
        require_two_factor_for_admins: bool,
        /// How many days a user may go without one.
        grace_days: u16,
        /// Whether texts may serve as one.
        allow_sms: bool,
        /// Whether devices may be remembered.
        allow_remember_device: bool,
    },
}

/// What a log-in proved beside its password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoginProof {
    /// Nothing: two-factor is off.
    Password,
    /// A remembered device stood in.
    RememberedDevice,
    /// A code of the app.
    Totp,
    /// A code from a text.
    Sms,
    /// A backup code.
    BackupCode,
}

impl Happening {
    /// Whether the owner is told by mail (S25).
    pub const fn is_told(&self) -> bool {
        match self {
            Self::LoggedIn { known_client, .. } => !*known_client,
            Self::LoginUnfinished
            | Self::WrongCodes { .. }
            | Self::PasswordReset
            | Self::PasswordChanged
            | Self::EmailChangeRequested
            | Self::EmailChanged
            | Self::PhoneChanged
            | Self::PhoneRemoved
            | Self::TwoFactorEnabled
            | Self::TwoFactorReplaced
            | Self::TwoFactorDisabled
            | Self::TwoFactorReset { .. }
            | Self::BackupCodesCreated
            | Self::BackupCodeSpent { .. }
            | Self::ApiTokenCreated { .. } => true,
            Self::LoggedOut
            | Self::SessionEnded
            | Self::SessionsEnded
            | Self::RefreshReused
            | Self::DeviceRemembered
            | Self::DeviceForgotten
            | Self::DevicesForgotten
            | Self::PasswordResetRequested
            | Self::PhoneVerified
            | Self::ApiTokenDeleted { .. }
            | Self::UserAdded { .. }
            | Self::UserInvited { .. }
            | Self::InvitationSent
            | Self::InvitationAccepted
            | Self::NameChanged
            | Self::RoleChanged { .. }
            | Self::UserDisabled
            | Self::UserEnabled
            | Self::UserDeleted
            | Self::PolicyChanged { .. } => false,
        }
    }

    /// One of each, for the tests that hold documents and mails complete.
    pub fn one_of_each() -> Vec<Self> {
        vec![
            Self::LoggedIn { proof: LoginProof::Totp, known_client: false },
            Self::LoginUnfinished,
            Self::WrongCodes { count: 5 },
            Self::LoggedOut,
            Self::SessionEnded,
            Self::SessionsEnded,
            Self::RefreshReused,
            Self::DeviceRemembered,
            Self::DeviceForgotten,
            Self::DevicesForgotten,
            Self::PasswordResetRequested,
            Self::PasswordReset,
            Self::PasswordChanged,
            Self::EmailChangeRequested,
            Self::EmailChanged,
            Self::PhoneChanged,
            Self::PhoneRemoved,
            Self::PhoneVerified,
            Self::TwoFactorEnabled,
            Self::TwoFactorReplaced,
            Self::TwoFactorDisabled,
            Self::TwoFactorReset { reason: None },
            Self::BackupCodesCreated,
            Self::BackupCodeSpent { left: 3 },
            Self::ApiTokenCreated { name: "reports".to_owned() },
            Self::ApiTokenDeleted { name: "reports".to_owned() },
            Self::UserAdded { role: Role::Member },
            Self::UserInvited { role: Role::Member },
            Self::InvitationSent,
            Self::InvitationAccepted,
            Self::NameChanged,
            Self::RoleChanged { role: Role::Admin },
            Self::UserDisabled,
            Self::UserEnabled,
            Self::UserDeleted,
            Self::PolicyChanged {
                require_two_factor: true,
                require_two_factor_for_admins: true,
                grace_days: 14,
                allow_sms: true,
                allow_remember_device: true,
            },
        ]
    }
}
