use super::*;
use crate::testing::{at, seeded};
use crate::totp::TimeStep;

const LIFETIMES: SessionLifetimes =
    SessionLifetimes { idle: TimeDelta::hours(1), absolute: TimeDelta::hours(24) };

fn session() -> Session {
    let rng = &mut seeded(1);
    let absolute = LIFETIMES.absolute_end(at(0));
    Session {
        id: SessionId::new(at(0), rng),
        user: UserId::new(at(0), rng),
        client: Client::Spa,
        transport: Transport::Cookie,
        known_client: None,
        generation: 0,
        amr: Amr::Password,
        fresh_at: Some(at(0)),
        auth_time: at(0),
        place: Place { device_name: "Firefox".to_owned(), ip: "192.0.2.1".to_owned() },
        created_at: at(0),
        last_seen_at: at(0),
        idle_expires_at: LIFETIMES.idle_end(absolute, at(0)),
        absolute_expires_at: absolute,
        ended_at: None,
        ended_by: None,
    }
}

#[test]
fn s15_an_hour_idle_or_a_day_in_all_ends_it() {
    let mut session = session();
    assert!(session.is_open(at(3_599)));
    assert_eq!(session.end(at(3_600)), Some(SessionEnd::Expired));

    for hour in 0..24 {
        session.refresh(&LIFETIMES, at(hour * 3_600 + 1_800));
    }
    assert!(session.is_open(at(86_399)));
    assert!(!session.is_open(at(86_400)));
    assert_eq!(session.refresh_expires_in(at(86_390)), 10);
}

#[test]
fn s14_a_proof_is_fresh_for_ten_minutes_and_very_fresh_for_two() {
    let mut session = session();
    assert!(session.is_fresh(FRESH, at(599)) && !session.is_fresh(FRESH, at(600)));
    assert!(session.is_fresh(VERY_FRESH, at(119)) && !session.is_fresh(VERY_FRESH, at(120)));
    session.fresh_at = None;
    assert!(!session.is_fresh(FRESH, at(0)));
}

#[test]
fn a_step_up_makes_fresh_and_supersedes_older_tokens() {
    let mut session = session();
    session.step_up(Some(Proof::Totp(TimeStep::from_number(1))), at(2_000));
    assert_eq!((session.amr, session.generation, session.auth_time), (Amr::PasswordAndTotp, 1, at(2_000)));
    assert!(session.amr.proves_second_factor() && session.is_fresh(VERY_FRESH, at(2_001)));

    session.step_up(None, at(3_000));
    assert_eq!((session.amr, session.generation), (Amr::PasswordAndTotp, 2));
}

#[test]
fn the_claims_are_those_of_the_contract() {
    assert_eq!(Amr::Password.acr(), "aal1");
    assert_eq!(Amr::ApiToken.acr(), "aal1");
    assert_eq!(Amr::from(Proof::BackupCode).as_claims(), ["pwd", "mfa", "recovery"]);
    assert_eq!(Amr::from(Proof::Sms).acr(), "aal2");
    for amr in Amr::ALL {
        assert_eq!(amr.as_str().parse(), Ok(amr));
        assert_eq!(amr.as_claims().last(), Some(&amr.as_str()));
    }
}

#[test]
fn an_ended_session_tells_why() {
    let mut session = session();
    session.ended_at = Some(at(5));
    assert_eq!(session.end(at(6)), Some(SessionEnd::Ended));
    session.ended_by = Some(SessionEnd::PasswordChanged);
    assert_eq!(session.end(at(90_000)), Some(SessionEnd::PasswordChanged));
    assert_eq!(Transport::Cookie.client().as_str(), "spa");
}
