//! What leads to people: texts, mail, and what is known of phone numbers.

use chrono::{DateTime, TimeDelta, Utc};
use vestibule_domain::phone::METADATA;

use super::Check;
use crate::{
    clock::Clock,
    config::{Config, MailGatewayKind},
    mail::Mailer,
    sms::SmsGateway,
};

/// From which age on the ranges of phone numbers are too old to be trusted.
const OLD: TimeDelta = TimeDelta::days(365);

/// Whether Twilio takes the credentials; nothing is sent.
pub(super) async fn texts(config: &Config, clock: &Clock) -> Check {
    const NAME: &str = "texts";
    match SmsGateway::from_config(config, clock) {
        Ok(SmsGateway::None) => Check::ok(NAME, "No gateway: codes by text are not offered."),
        Ok(SmsGateway::Outbox(_)) => {
            Check::ok(NAME, format!("They go to {}, for development alone.", config.outbox.display()))
        }
        Ok(SmsGateway::Twilio(client)) => match client.check_account().await {
            Ok(()) => Check::ok(NAME, format!("Twilio at {} takes the credentials.", client.base_url())),
            Err(error) => Check::fail(NAME, format!("Twilio at {}: {error}.", client.base_url())),
        },
        Err(error) => Check::fail(NAME, format!("{error}.")),
    }
}

/// Whether the mail server can be reached and takes the credentials; nothing is sent.
pub(super) async fn mail(config: &Config, clock: &Clock) -> Check {
    const NAME: &str = "mail";
    if config.mail.gateway == MailGatewayKind::Outbox {
        return Check::ok(NAME, format!("It goes to {}, for development alone.", config.outbox.display()));
    }
    let mailer = match Mailer::from_config(config, clock) {
        Ok(mailer) => mailer,
        Err(error) => return Check::fail(NAME, error.to_string()),
    };
    match mailer.check().await {
        Ok(()) => Check::ok(NAME, "The mail server answers and takes the credentials."),
        Err(error) => Check::fail(NAME, format!("{error}: check mail.smtp_url.")),
    }
}

/// How old the ranges of phone numbers are that this binary knows.
pub(super) fn phone_numbers(now: DateTime<Utc>) -> Check {
    const NAME: &str = "phone numbers";
    let age = now.date_naive() - METADATA.released_on();
    let told = format!(
        "libphonenumber {} of {} ({} days old)",
        METADATA.version,
        METADATA.released_on(),
        age.num_days()
    );
    if age <= OLD {
        return Check::ok(NAME, told);
    }
    Check::warn(
        NAME,
        format!("{told}: numbers of newer ranges stay unverified until a code came back; update Vestibule."),
    )
}
