//! Where text messages go.

mod twilio;
#[cfg(test)]
mod twilio_tests;

use secrecy::ExposeSecret;

use crate::{
    clock::Clock,
    config::{Config, SmsGatewayKind},
    outbox::{Channel, Outbox},
};

pub use twilio::{AccountFault, TwilioClient, TwilioFault};

/// Where text messages go.
#[derive(Debug)]
pub enum SmsGateway {
    /// Nowhere: no text can be sent.
    None,
    /// To people.
    Twilio(Box<TwilioClient>),
    /// Into a file: development and tests.
    Outbox(Outbox),
}

/// Why a text was not sent, or may not have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SmsError {
    /// No gateway is configured.
    #[error("no gateway for texts is configured")]
    NoGateway,
    /// Nobody can have the number.
    #[error("the number is invalid")]
    NumberInvalid,
    /// The number takes no texts.
    #[error("the number takes no texts")]
    NotMobile,
    /// The gateway sends no texts to that country.
    #[error("the gateway sends no texts to that country")]
    RegionBlocked,
    /// The number's owner asked for no more texts.
    #[error("the number's owner opted out")]
    OptedOut,
    /// The gateway refused, failed, or did not answer in time.
    #[error("the gateway for texts is down")]
    GatewayDown {
        /// Whether the text may have gone out all the same.
        counts_as_sent: bool,
    },
}

impl SmsError {
    /// Whether the text counts against the budgets, since it may have gone out (S9).
    pub fn counts_as_sent(self) -> bool {
        matches!(self, Self::GatewayDown { counts_as_sent: true })
    }

    /// The word for it on the wire: the `reason` of a problem.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoGateway => "no_gateway",
            Self::NumberInvalid => "number_invalid",
            Self::NotMobile => "not_mobile",
            Self::RegionBlocked => "region_blocked",
            Self::OptedOut => "opted_out",
            Self::GatewayDown { .. } => "gateway_down",
        }
    }
}

impl SmsGateway {
    /// The gateway that is configured.
    pub fn from_config(config: &Config, clock: &Clock) -> Result<Self, TwilioFault> {
        Ok(match config.sms.gateway {
            SmsGatewayKind::None => Self::None,
            SmsGatewayKind::Outbox => Self::Outbox(Outbox::new(config.outbox.clone(), clock.clone())),
            SmsGatewayKind::Twilio => {
                let twilio = &config.sms.twilio;
                let account_sid = twilio.account_sid.as_deref().unwrap_or_default();
                let auth_token = twilio.auth_token.as_ref().map_or("", ExposeSecret::expose_secret);
                let from = twilio.from.as_deref().unwrap_or_default();
                Self::Twilio(Box::new(TwilioClient::new(account_sid, auth_token, from, &twilio.base_url)?))
            }
        })
    }

    /// Whether a text can be sent at all.
    pub fn is_some(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// Sends `text` to a number in E.164 form.
    pub async fn send(&self, to: &str, text: &str) -> Result<(), SmsError> {
        match self {
            Self::None => Err(SmsError::NoGateway),
            Self::Twilio(client) => client.create_message(to, text).await,
            Self::Outbox(outbox) => outbox.keep(Channel::Sms, to, None, text).await.map_err(|error| {
                tracing::error!(%error, "a text could not be kept in the outbox");
                SmsError::GatewayDown { counts_as_sent: false }
            }),
        }
    }
}
