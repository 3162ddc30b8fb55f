//! How a new secret travels into an app: the key URI and its QR code (S1).
//!
//! The only place where a secret is written in base32.

use std::fmt::{self, Write};

use data_encoding::BASE32_NOPAD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use qrcodegen::{QrCode, QrCodeEcc};
use zeroize::Zeroizing;

use crate::secret::SharedSecret;
use crate::totp::{DIGITS, STEP_SECONDS};
use crate::username::Username;

/// What stands for itself in a URI (RFC 3986 §2.3); all else is percent-encoded, a blank as `%20`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The white border that readers need, in modules (ISO/IEC 18004).
const QUIET_ZONE: i32 = 4;

/// What is wrong with the service's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BrandFault {
    /// Nothing is left of it once it is trimmed.
    #[error("the brand is empty")]
    Empty,
    /// It has more than forty characters.
    #[error("the brand has at most {} characters", Brand::MAX)]
    TooLong,
    /// It holds a colon, which parts brand and user name in the key URI.
    #[error("the brand has no colon")]
    Colon,
    /// It holds a control character.
    #[error("the brand has no control characters")]
    Control,
}

/// The name that the service goes by in apps, texts and mails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand(String);

impl Brand {
    /// The most characters.
    pub const MAX: usize = 40;

    /// Reads a brand as configured.
    pub fn parse(text: &str) -> Result<Self, BrandFault> {
        let brand = text.trim();
        if brand.is_empty() {
            return Err(BrandFault::Empty);
        }
        if brand.contains(':') {
            return Err(BrandFault::Colon);
        }
        if brand.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
            return Err(BrandFault::Control);
        }
        if brand.chars().count() > Self::MAX {
            return Err(BrandFault::TooLong);
        }
        Ok(Self(brand.to_owned()))
    }

    /// The brand as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Brand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The key URI that an authenticator app reads. It holds the secret, so it does not print.
#[derive(Clone)]
pub struct ProvisioningUri(Zeroizing<String>);

impl ProvisioningUri {
    /// The URI itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ProvisioningUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProvisioningUri(••••)")
    }
}

/// Writes the key URI, in the form that every app reads.
pub fn provisioning_uri(brand: &Brand, username: &Username, secret: &SharedSecret) -> ProvisioningUri {
    let brand = utf8_percent_encode(brand.as_str(), RESERVED);
    let username = utf8_percent_encode(username.as_str(), RESERVED);
    let secret = secret_text(secret);
    ProvisioningUri(Zeroizing::new(format!(
        "otpauth://totp/{brand}:{username}?secret={}&issuer={brand}&algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}",
        *secret
    )))
}

/// The secret in base32 without padding, as people type it where no camera is.
pub fn secret_text(secret: &SharedSecret) -> Zeroizing<String> {
    Zeroizing::new(BASE32_NOPAD.encode(secret.expose()))
}

/// Draws the QR code of a key URI as SVG: black on white in every theme, one path, the quiet zone
/// of four modules inside the picture.
///
/// # Panics
///
/// Never: the longest key URI, of a brand and a user name at their longest, fits into a code.
pub fn qr_svg(uri: &ProvisioningUri) -> String {
    let code = QrCode::encode_text(uri.expose(), QrCodeEcc::Medium)
        .or_else(|_| QrCode::encode_text(uri.expose(), QrCodeEcc::Low))
        .expect("brand and user name are bounded, so that the URI fits");
    let side = code.size() + 2 * QUIET_ZONE;

    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d=""##
    );
    for y in 0..code.size() {
        for (x, run) in dark_runs(&code, y) {
            let (x, y) = (x + QUIET_ZONE, y + QUIET_ZONE);
            write!(svg, "M{x} {y}h{run}v1h-{run}z").unwrap_or_else(|_| unreachable!("a string takes all"));
        }
    }
    svg.push_str(r#""/></svg>"#);
    svg
}

/// The stretches of dark modules in a row: where each begins and how long it is.
fn dark_runs(code: &QrCode, y: i32) -> Vec<(i32, i32)> {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == x => *length += 1,
            _ => runs.push((x, 1)),
        }
    }
    runs
}

#[cfg(test)]
#[path = "provisioning_tests.rs"]
mod tests;
