//! API tokens: what scripts hold in place of a password and a code (S12, S14).
//!
//! One is made in a session that was proven by a second factor, and is good for one thing: access tokens
//! that read what its scopes say. It proves nothing anew, so it changes nothing.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use rand_core::CryptoRng;

use crate::id::{ApiTokenId, UserId};
use crate::name::{NameFault, name};

/// What every API token begins with, so that those who scan for leaked secrets know it.
pub const PREFIX: &str = "vst_";

/// The longest life of an API token, in days.
pub const LONGEST_DAYS: i64 = 365;

/// What an access token of an API token opens of this service; other scopes are for relying services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The reads of one's own account.
    AccountRead,
    /// The reads of the team, as far as the user's role goes.
    TeamRead,
}

impl Scope {
    /// The scope's name, as in `scope`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccountRead => "account:read",
            Self::TeamRead => "team:read",
        }
    }
}

/// Whether a text can be a scope (RFC 6749 §3.3): visible ASCII without quotes and backslashes, 64 at most.
pub fn is_scope(text: &str) -> bool {
    let is_plain = |c: u8| c.is_ascii_graphic() && !matches!(c, b'"' | b'\\');
    (1..=64).contains(&text.len()) && text.bytes().all(is_plain)
}

/// What an API token is called by its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiTokenName(String);

impl ApiTokenName {
    /// The most characters.
    pub const MAX: usize = 64;

    /// Reads a name as typed.
    pub fn parse(text: &str) -> Result<Self, NameFault> {
        name(text, Self::MAX).map(Self)
    }

    /// The name as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is wrong with the scopes that were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeFault {
    /// There is none.
    Empty,
    /// The one at this place isn't offered.
    Unknown(usize),
    /// The one at this place stands before already.
    Repeated(usize),
}

/// The scopes that were asked for, if each is offered and stands there once.
pub fn choose_scopes(asked: Vec<String>, offered: &[String]) -> Result<Vec<String>, ScopeFault> {
    if asked.is_empty() {
        return Err(ScopeFault::Empty);
    }
    let mut seen = HashSet::new();
    for (place, scope) in asked.iter().enumerate() {
        if !offered.contains(scope) {
            return Err(ScopeFault::Unknown(place));
        }
        if !seen.insert(scope.as_str()) {
            return Err(ScopeFault::Repeated(place));
        }
    }
    Ok(asked)
}

/// An API token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// The token's name in the database; the `sid` of its access tokens.
    pub id: ApiTokenId,
    /// The one user it stands for.
    pub user: UserId,
    /// What its owner calls it.
    pub name: String,
    /// What its access tokens may be used for.
    pub scopes: Vec<String>,
    /// When it was made, which is when a second factor was proven.
    pub created_at: DateTime<Utc>,
    /// When an access token was last asked for, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

impl ApiToken {
    /// How exactly its last use is noted: one that is used all the time is written once a minute.
    pub const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

    /// Makes one for a user who just proved a second factor.
    pub fn make(
        user: UserId,
        name: ApiTokenName,
        scopes: Vec<String>,
        lifetime: TimeDelta,
        now: DateTime<Utc>,
        rng: &mut impl CryptoRng,
    ) -> Self {
        Self {
            id: ApiTokenId::new(now, rng),
            user,
            name: name.0,
            scopes,
            created_at: now,
            last_used_at: None,
            expires_at: now + lifetime,
        }
    }

    /// Whether its time is not over.
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        now < self.expires_at
    }

    /// Those of its scopes that are still offered: one that was taken out of the settings opens nothing more.
    pub fn scopes_of<'a>(&'a self, offered: &'a [String]) -> impl Iterator<Item = &'a str> {
        self.scopes.iter().filter(|scope| offered.contains(scope)).map(String::as_str)
    }

    /// Whether its last use is noted too long ago to leave it at that.
    pub fn wants_a_note(&self, now: DateTime<Utc>) -> bool {
        self.last_used_at.is_none_or(|noted| now >= noted + Self::NOTED_EVERY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, seeded};
    use proptest::prelude::*;

    fn strings(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    fn token(scopes: &[&str]) -> ApiToken {
        let rng = &mut seeded(1);
        let name = ApiTokenName::parse("reports").expect("a name");
        let user = UserId::new(at(0), rng);
        ApiToken::make(user, name, strings(scopes), TimeDelta::days(90), at(0), rng)
    }

    #[test]
    fn names_are_trimmed_and_bounded() {
        assert_eq!(ApiTokenName::parse(" nightly ").map(|name| name.0), Ok("nightly".to_owned()));
        assert!(ApiTokenName::parse(&"名".repeat(64)).is_ok());
        assert_eq!(ApiTokenName::parse(&"名".repeat(65)), Err(NameFault::TooLong));
        assert_eq!(ApiTokenName::parse(" \t"), Err(NameFault::Empty));
        assert_eq!(ApiTokenName::parse("a\u{0}b"), Err(NameFault::Control));
    }

    #[test]
    fn scopes_are_some_of_those_offered_each_once() {
        let offered = strings(&["account:read", "team:read"]);
        let choose = |asked: &[&str]| choose_scopes(strings(asked), &offered);
        assert_eq!(choose(&["team:read"]), Ok(strings(&["team:read"])));
        assert_eq!(choose(&[]), Err(ScopeFault::Empty));
        assert_eq!(choose(&["team:read", "team:write"]), Err(ScopeFault::Unknown(1)));
        assert_eq!(choose(&["team:read", "account:read", "team:read"]), Err(ScopeFault::Repeated(2)));
        for bad in ["", "a b", "a\"b", "a\\b", "ä", "a\n"] {
            assert!(!is_scope(bad), "{bad:?}");
        }
        assert!(offered.iter().all(|scope| is_scope(scope)));
    }

    #[test]
    fn a_scope_that_is_no_longer_offered_opens_nothing() {
        let token = token(&["account:read", "team:read"]);
        let offered = strings(&["team:read"]);
        assert_eq!(token.scopes_of(&offered).collect::<Vec<_>>(), ["team:read"]);
    }

    #[test]
    fn it_lives_as_long_as_it_was_made_for_and_its_use_is_noted_once_a_minute() {
        let mut token = token(&["team:read"]);
        let end = 90 * 86_400;
        assert!(token.is_live(at(end - 1)) && !token.is_live(at(end)));
        assert!(token.wants_a_note(at(0)));
        token.last_used_at = Some(at(100));
        assert!(!token.wants_a_note(at(159)) && token.wants_a_note(at(160)));
    }

    proptest! {
        #[test]
        fn s23_whatever_is_typed_is_a_name_or_refused(text in "(?s:.){0,40}|[aé ]{62,68}") {
            if let Ok(name) = ApiTokenName::parse(&text) {
                prop_assert!((1..=ApiTokenName::MAX).contains(&name.as_str().chars().count()));
                prop_assert_eq!(ApiTokenName::parse(name.as_str()), Ok(name));
            }
        }

        #[test]
        fn s23_scopes_are_told_apart_in_a_list_parted_by_blanks(scopes in prop::collection::vec("(?s:.){0,9}|[a:é\"\\\\ \t]{0,9}|[a-z]{62,66}", 0..4)) {
            let named: Vec<_> = scopes.into_iter().filter(|scope| is_scope(scope)).collect();
            prop_assert!(named.iter().all(|scope| (1..=64).contains(&scope.len())));
            let told = named.join(" ");
            prop_assert_eq!(told.split_whitespace().collect::<Vec<_>>(), named);
        }

        #[test]
        fn s23_what_is_chosen_was_offered_and_stands_once(asked in prop::collection::vec("[a-c]|(?s:.){0,3}", 0..6)) {
            let offered = strings(&["a", "b"]);
            match choose_scopes(asked.clone(), &offered) {
                Ok(chosen) => {
                    prop_assert!(chosen.len() <= offered.len() && chosen.iter().all(|scope| offered.contains(scope)));
                    prop_assert_eq!(chosen, asked);
                }
                Err(ScopeFault::Empty) => prop_assert!(asked.is_empty()),
                Err(ScopeFault::Unknown(place)) => prop_assert!(!offered.contains(&asked[place])),
                Err(ScopeFault::Repeated(place)) => prop_assert!(asked[..place].contains(&asked[place])),
            }
        }
    }
}
