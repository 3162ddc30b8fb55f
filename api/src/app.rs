//! All that a handler can reach.

use chrono::{DateTime, Utc};
use rand_core::CryptoRng;
use vestibule_domain::{
    challenge, password::CommonPasswords, phone::CountryCode, provisioning::Brand, texting::TextLimits,
    throttle::ThrottleRules,
};

use crate::{
    clock::Clock,
    config::Config,
    entropy::Entropy,
    hasher::Hasher,
    mail::{Mailer, Turn},
    metrics::Metrics,
    outbox::Outbox,
    sms::SmsGateway,
    store::{Database, StoreResult, Transaction},
    tokens::AccessTokens,
    vault::Vault,
};

/// The service's parts, made once at its start.
pub struct App {
    /// The settings in force.
    pub config: Config,
    /// The name that people see.
    pub brand: Brand,
    /// Where the data is.
    pub db: Database,
    /// Seals secrets and hashes tokens.
    pub vault: Vault,
    /// Signs and reads access tokens.
    pub tokens: AccessTokens,
    /// The passwords of `passwords.list_file`, which nobody may choose (S19).
    pub refused_passwords: Option<CommonPasswords>,
    /// Hashes passwords.
    pub hasher: Hasher,
    /// Where texts go.
    pub sms: SmsGateway,
    /// Where mail goes.
    pub mailer: Mailer,
    /// Whose turn it is to send it.
    pub delivery: Turn,
    /// What was counted since the start.
    pub metrics: Metrics,
    /// The messages that go nowhere, in development alone (S28).
    pub outbox: Option<Outbox>,
    /// What time it is.
    pub clock: Clock,
    /// Where chance comes from.
    pub entropy: Entropy,
}

impl App {
    /// The present time.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A source of chance.
    pub fn rng(&self) -> impl CryptoRng + '_ {
        self.entropy.rng()
    }

    /// Begins a transaction that writes.
    pub async fn begin(&self) -> StoreResult<Transaction> {
        self.db.begin().await
    }

    /// How wrong codes slow the next one (S6).
    pub fn second_factor_rules(&self) -> ThrottleRules {
        let configured = &self.config.second_factor;
        ThrottleRules {
            free_tries: configured.tries,
            first_wait: configured.first_wait,
            longest_wait: configured.longest_wait,
            strangers_sum: configured.sum_limit,
            ..ThrottleRules::second_factor()
        }
    }

    /// How often a text may be sent (S9).
    pub fn text_limits(&self) -> TextLimits {
        let sms = &self.config.sms;
        TextLimits {
            waits: sms.limits.waits.clone(),
            per_hour: sms.limits.per_hour as usize,
            per_day: sms.limits.per_day as usize,
            per_address_hour: sms.limits.per_address_hour as usize,
            team_per_day: sms.team_budget_per_day as usize,
            service_per_day: sms.budget_per_day as usize,
        }
    }

    /// Whether texts may go to a country.
    pub fn texts_to(&self, country: CountryCode) -> bool {
        let countries = &self.config.sms.countries;
        countries.is_empty() || countries.iter().any(|allowed| allowed.eq_ignore_ascii_case(country.as_str()))
    }

    /// Whether a page of this origin may call with cookies.
    pub fn is_own_origin(&self, origin: &str) -> bool {
        origin == self.config.public_url
            || self.config.allowed_origins.iter().any(|allowed| allowed == origin)
    }

    /// How many wrong codes end a challenge.
    pub fn challenge_tries(&self) -> u32 {
        self.config.second_factor.tries.min(challenge::TRIES)
    }
}
