//! Where text messages go.

pub mod twilio;

use crate::{clock::Clock, config::Config, outbox::Outbox};
use twilio::TwilioClient;

/// Where text messages go.
pub enum SmsGateway {
    /// Nowhere: no text can be sent.
    None,
    /// To people.
    Twilio(TwilioClient),
    /// Into a file: development and tests.
    Outbox(Outbox),
}

/// Why a text was not sent, or may not have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SmsError {
    /// No gateway is configured.
    #[error("no gateway is configured")] NoGateway,
    /// Nobody can have the number.
    #[error("the number is invalid")] NumberInvalid,
    /// The number takes no texts.
    #[error("the number takes no texts")] NotMobile,
    /// The gateway does not send to that country.
    #[error("the gateway does not send to that country")] RegionBlocked,
    /// The owner answered STOP.
    #[error("the owner of the number opted out")] OptedOut,
    /// The gateway refused, failed or did not answer in time.
    #[error("the gateway is down")] GatewayDown { /// Whether the text may have gone out (S9).
    counts_as_sent: bool },
}

impl SmsError {
    /// Whether the text counts against the budgets all the same (S9).
    pub fn counts_as_sent(self) -> bool { todo!() }
    /// The word for it on the wire: `number_invalid`, `not_mobile`, `region_blocked`, `opted_out`, `gateway_down`, `no_gateway`.
    pub fn reason(self) -> &'static str { todo!() }
}

impl SmsGateway {
    /// The gateway that is configured.
    pub fn from_config(config: &Config, clock: &Clock) -> Result<Self, twilio::TwilioFault> { todo!() }
    /// Sends `text` to a number in E.164 form.
    pub async fn send(&self, to: &str, text: &str) -> Result<(), SmsError> { todo!() }
    /// Whether texts can be sent at all.
    pub fn is_some(&self) -> bool { todo!() }
}
