//! Twilio.
/// Talks to Twilio's Messages API.
pub struct TwilioClient;
/// A client that could not be made.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct TwilioFault(pub(crate) String);
