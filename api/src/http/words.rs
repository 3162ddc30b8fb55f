//! How the contract shows words of the domain, which itself knows of no contract. A test holds both alike.

use utoipa::ToSchema;

/// How refresh and device tokens travel; a session keeps its kind.
#[derive(Clone, Copy, Debug, ToSchema)]
#[schema(as = Transport, rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for the domain's Transport in the contract alone")]
pub enum TransportWord {
    /// In bodies.
    Bearer,
    /// In cookies that scripts can't read.
    Cookie,
}

/// Which second factor a code is held against.
#[derive(Clone, Copy, Debug, ToSchema)]
#[schema(as = Method, rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for the domain's Method in the contract alone")]
pub enum MethodWord {
    /// The authenticator app.
    Totp,
    /// A text.
    Sms,
    /// A printed code.
    BackupCode,
}

/// Which way a list goes.
#[derive(Clone, Copy, Debug, ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for the store's Order in the contract alone")]
pub enum OrderWord {
    /// Oldest first.
    Asc,
    /// Newest first.
    Desc,
}
