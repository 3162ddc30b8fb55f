use super::*;
use crate::testing::{at, seeded};
use proptest::prelude::*;

/// The secret of the vectors in RFC 4226 and RFC 6238.
const RFC_SECRET: &[u8; 20] = b"12345678901234567890";

fn authenticator(last: Option<u64>) -> TotpAuthenticator {
    let rng = &mut seeded(1);
    TotpAuthenticator {
        id: AuthenticatorId::new(at(0), rng),
        user: UserId::new(at(0), rng),
        secret: SharedSecret::from_bytes(*RFC_SECRET),
        last_accepted_step: last.map(TimeStep),
        confirmed_at: at(0),
    }
}

fn code(step: u64) -> TotpCode {
    SharedSecret::from_bytes(*RFC_SECRET).code_at(TimeStep(step))
}

/// The instant at which a step begins.
fn begin(step: u64) -> DateTime<Utc> {
    at(i64::try_from(step * STEP_SECONDS).expect("near"))
}

#[test]
fn rfc_4226_appendix_d() {
    let codes =
        ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
    for (step, expected) in (0..).zip(codes) {
        assert_eq!(code(step).expose(), expected);
    }
}

#[test]
fn rfc_6238_appendix_b() {
    // The last six of the RFC's eight digits.
    let vectors = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];
    for (second, expected) in vectors {
        assert_eq!(code(TimeStep::at(at(second)).number()).expose(), expected, "{second}");
    }
}

#[test]
fn s1_the_present_step_and_one_to_either_side_are_accepted() {
    let now = begin(1_000) + chrono::TimeDelta::seconds(17);
    for step in 999..=1_001 {
        assert_eq!(authenticator(None).verify(&code(step), now), Ok(TimeStep(step)));
    }
    assert_eq!(authenticator(None).verify(&code(1_002), now), Err(TotpRefusal::Wrong));
}

#[test]
fn c10_the_ten_steps_before_tell_that_the_clock_is_behind() {
    let now = begin(1_000);
    for step in 989..=998 {
        assert_eq!(authenticator(None).verify(&code(step), now), Err(TotpRefusal::ClockBehind), "{step}");
    }
    assert_eq!(authenticator(None).verify(&code(988), now), Err(TotpRefusal::Wrong));
}

#[test]
fn s2_a_step_and_all_before_it_are_spent_once_it_was_accepted() {
    let used = authenticator(Some(1_000));
    for step in [999, 1_000] {
        let refusal = used.verify(&code(step), begin(1_000));
        assert_eq!(refusal, Err(TotpRefusal::AlreadyUsed { retry_after: 30 }), "{step}");
    }
    assert_eq!(used.verify(&code(1_001), begin(1_000)), Ok(TimeStep(1_001)));
}

#[test]
fn a_spent_code_tells_when_the_next_one_comes() {
    let soon = begin(1_000) + chrono::TimeDelta::seconds(22);
    let refusal = authenticator(Some(1_000)).verify(&code(1_000), soon);
    assert_eq!(refusal, Err(TotpRefusal::AlreadyUsed { retry_after: 8 }));
}

#[test]
fn c08_a_clock_set_back_refuses_codes_until_the_mark_comes_near() {
    let ahead = authenticator(Some(1_020));
    let refusal = ahead.verify(&code(1_000), begin(1_000));
    assert_eq!(refusal, Err(TotpRefusal::AlreadyUsed { retry_after: 20 * 30 }));
    assert_eq!(ahead.verify(&code(1_021), begin(1_020)), Ok(TimeStep(1_021)));
}

/// Two adjacent steps at which the secret of the RFCs gives the same digits, 617002.
const TWINS: (u64, u64) = (56_188_870, 56_188_871);

#[test]
fn c06_a_fresh_code_passes_where_the_step_before_had_the_same_digits() {
    let (first, second) = TWINS;
    assert_eq!(code(first), code(second));
    let used = authenticator(Some(first));
    assert_eq!(used.verify(&code(second), begin(second)), Ok(TimeStep(second)));
    assert_eq!(used.verify(&code(second), begin(first)), Ok(TimeStep(second)));
    // A fresh authenticator spends both at once.
    assert_eq!(authenticator(None).verify(&code(first), begin(first)), Ok(TimeStep(second)));
}

#[test]
fn c07_a_new_authenticator_has_spent_nothing() {
    assert!(authenticator(None).verify(&code(0), begin(0)).is_ok());
}

#[test]
fn steps_end_at_the_first_and_the_last_there_is() {
    assert_eq!(TimeStep::at(at(-1)), TimeStep(0));
    assert_eq!(TimeStep(0).within(1).collect::<Vec<_>>(), [TimeStep(0), TimeStep(1)]);
    assert_eq!(TimeStep(u64::MAX).within(1).count(), 2);
    assert_eq!(authenticator(None).verify(&code(5), at(-100)), Err(TotpRefusal::Wrong));
    assert_eq!(SharedSecret::from_bytes(*RFC_SECRET).code_at(TimeStep(u64::MAX)).expose().len(), 6);
    assert_eq!(TimeStep::seconds_to_next(at(59)), 1);
    assert_eq!(TimeStep::seconds_to_next(at(60)), 30);
}

#[test]
fn nothing_secret_prints() {
    let printed = format!("{:?} {:?}", authenticator(None), code(1));
    assert!(!printed.contains("287082") && !printed.contains("49, 50"), "{printed}");
}

proptest! {
    #[test]
    fn c08_however_the_clock_jumps_no_step_is_accepted_twice(
        tries in prop::collection::vec((-200_i64..200, -3_i64..=3), 1..60),
    ) {
        let mut authenticator = authenticator(None);
        let mut second = 1_700_000_000;
        let mut accepted = Vec::new();
        for (jump, drift) in tries {
            second += jump;
            let now = at(second);
            let typed = code(TimeStep::at(now).number().saturating_add_signed(drift));
            if let Ok(step) = authenticator.verify(&typed, now) {
                prop_assert!(accepted.iter().all(|before| *before < step), "the mark only rises");
                prop_assert!(TimeStep::at(now).number().abs_diff(step.number()) <= ACCEPTED_DRIFT);
                accepted.push(step);
                authenticator.last_accepted_step = Some(step);
            }
        }
    }

    #[test]
    fn a_code_outside_the_drift_never_passes(step in 20_u64..100_000_000, away in 2_u64..1_000, ahead: bool) {
        let other = if ahead { step + away } else { step.saturating_sub(away) };
        let by_chance = TimeStep(step).within(ACCEPTED_DRIFT).any(|near| code(near.number()) == code(other));
        prop_assume!(!by_chance);
        prop_assert!(authenticator(None).verify(&code(other), begin(step)).is_err());
    }

    #[test]
    fn no_code_but_that_of_a_near_step_passes(typed in "[0-9]{6}", step in 0_u64..100_000_000) {
        let typed = TotpCode::parse(&typed).expect("parses");
        let expected = TimeStep(step).within(ACCEPTED_DRIFT).any(|near| code(near.number()) == typed);
        prop_assert_eq!(authenticator(None).verify(&typed, begin(step)).is_ok(), expected);
    }
}
