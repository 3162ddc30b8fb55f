use super::*;
use crate::answer::Method;
use crate::id::AuthenticatorId;
use crate::secret::SharedSecret;
use crate::testing::{at, seeded};

const NOW: i64 = 1_700_000_000;

fn totp() -> TotpAuthenticator {
    let rng = &mut seeded(1);
    TotpAuthenticator {
        id: AuthenticatorId::new(at(0), rng),
        user: UserId::new(at(0), rng),
        secret: SharedSecret::generate(rng),
        last_accepted_step: None,
        confirmed_at: at(0),
    }
}

fn app_code(totp: &TotpAuthenticator, second: i64) -> String {
    totp.secret.code_at(TimeStep::at(at(second))).expose().to_owned()
}

fn answer(text: &str, method: Option<Method>) -> Answer {
    Answer::parse(text, method).expect("a code")
}

/// Six digits that no near step of the app carries, nor the text.
fn wrong(weighing: &Weighing<'_>) -> String {
    (0..1_000)
        .map(|n| format!("{n:06}"))
        .find(|text| weighing.weigh(&answer(text, None), at(NOW)) == Verdict::Refused(Refusal::Wrong))
        .expect("some code is wrong")
}

fn challenge() -> LoginChallenge {
    let rng = &mut seeded(2);
    LoginChallenge::open(UserId::new(at(NOW), rng), None, at(NOW), rng)
}

#[test]
fn a_right_code_of_the_app_passes_with_its_step() {
    let totp = totp();
    let weighing = Weighing { totp: Some(&totp), ..Weighing::default() };
    let verdict = weighing.weigh(&answer(&app_code(&totp, NOW), None), at(NOW));
    assert_eq!(verdict, Verdict::Passed(Proof::Totp(TimeStep::at(at(NOW)))));
}

#[test]
fn six_digits_are_held_against_text_and_app_alike_unless_the_method_is_named() {
    let (totp, sms) = (totp(), LiveSmsCode::generate(at(NOW), &mut seeded(3)));
    let weighing = Weighing { totp: Some(&totp), sms: Some(&sms), ..Weighing::default() };
    let text = sms.code.expose();

    assert_eq!(weighing.weigh(&answer(text, None), at(NOW)), Verdict::Passed(Proof::Sms));
    assert_eq!(weighing.weigh(&answer(text, Some(Method::Sms)), at(NOW)), Verdict::Passed(Proof::Sms));
    let by_app = weighing.weigh(&answer(text, Some(Method::Totp)), at(NOW));
    assert_eq!(by_app, Verdict::Refused(Refusal::Wrong));
    let by_text = weighing.weigh(&answer(&app_code(&totp, NOW), Some(Method::Sms)), at(NOW));
    assert_eq!(by_text, Verdict::Refused(Refusal::Wrong));
}

#[test]
fn a_text_passes_even_where_the_app_says_that_the_code_is_spent() {
    let mut totp = totp();
    totp.last_accepted_step = Some(TimeStep::at(at(NOW)));
    let code = SmsCode::parse(&app_code(&totp, NOW)).expect("parses");
    let sms = LiveSmsCode { code, expires_at: at(NOW + 60), wrong_codes: 0 };
    let typed = answer(&app_code(&totp, NOW), None);

    let both = Weighing { totp: Some(&totp), sms: Some(&sms), ..Weighing::default() };
    assert_eq!(both.weigh(&typed, at(NOW)), Verdict::Passed(Proof::Sms));
    let app_alone = Weighing { totp: Some(&totp), ..Weighing::default() };
    let spent = app_alone.weigh(&typed, at(NOW));
    assert!(matches!(spent, Verdict::Refused(Refusal::AlreadyUsed { .. })));
}

#[test]
fn s6_in_a_wait_six_digits_are_refused_without_a_look_and_a_backup_code_is_looked_at() {
    let totp = totp();
    let waiting = Weighing {
        totp: Some(&totp),
        wait: Some(TimeDelta::milliseconds(14_500)),
        backup_code_is_unspent: true,
        ..Weighing::default()
    };
    let throttled = Verdict::Refused(Refusal::Throttled { retry_after: 15 });
    assert_eq!(waiting.weigh(&answer(&app_code(&totp, NOW), None), at(NOW)), throttled);

    let backup = answer("ABCDE-FGHJK", None);
    assert_eq!(waiting.weigh(&backup, at(NOW)), Verdict::Passed(Proof::BackupCode));
    let unknown = Weighing { backup_code_is_unspent: false, ..waiting };
    let verdict = unknown.weigh(&backup, at(NOW));
    assert_eq!(verdict, Verdict::Refused(Refusal::Wrong));
    assert!(verdict.counts(), "a wrong backup code counts during a wait too");
}

#[test]
fn s6_what_was_not_looked_at_and_what_is_spent_does_not_count() {
    for (refusal, counts) in [
        (Refusal::Throttled { retry_after: 1 }, false),
        (Refusal::AlreadyUsed { retry_after: 1 }, false),
        (Refusal::ClockBehind, true),
        (Refusal::Wrong, true),
    ] {
        assert_eq!(Verdict::Refused(refusal).counts(), counts, "{refusal:?}");
    }
    assert!(!Verdict::Passed(Proof::Sms).counts());
}

#[test]
fn whoever_has_nothing_to_prove_with_is_refused() {
    let nothing = Weighing::default();
    for text in ["000000", "ABCDE-FGHJK"] {
        assert_eq!(nothing.weigh(&answer(text, None), at(NOW)), Verdict::Refused(Refusal::Wrong));
    }
}

#[test]
fn a_dead_text_does_not_pass() {
    let sms = LiveSmsCode::generate(at(NOW), &mut seeded(3));
    let weighing = Weighing { sms: Some(&sms), ..Weighing::default() };
    let typed = answer(sms.code.expose(), None);
    assert_eq!(weighing.weigh(&typed, at(NOW + 300)), Verdict::Refused(Refusal::Wrong));
}

#[test]
fn c18_five_wrong_codes_end_a_challenge_for_good() {
    let (mut challenge, totp) = (challenge(), totp());
    let weighing = Weighing { totp: Some(&totp), ..Weighing::default() };
    let wrong = answer(&wrong(&weighing), None);

    for remaining in (0..5).rev() {
        assert!(challenge.is_open(at(NOW)));
        challenge.record(&weighing.weigh(&wrong, at(NOW)), TRIES, at(NOW));
        assert_eq!(challenge.attempts_remaining(TRIES), remaining);
    }
    assert!(!challenge.is_open(at(NOW)));
    assert_eq!(challenge.ended_at, Some(at(NOW)));
}

#[test]
fn a_right_answer_ends_it_and_a_refusal_that_does_not_count_leaves_it() {
    let mut challenge = challenge();
    challenge.record(&Verdict::Refused(Refusal::Throttled { retry_after: 9 }), TRIES, at(NOW));
    challenge.record(&Verdict::Refused(Refusal::AlreadyUsed { retry_after: 9 }), TRIES, at(NOW));
    assert_eq!(challenge.attempts_remaining(TRIES), 5);
    challenge.record(&Verdict::Passed(Proof::Sms), TRIES, at(NOW + 1));
    assert!(!challenge.is_open(at(NOW + 1)));
}

#[test]
fn a_challenge_lapses_after_five_minutes() {
    let challenge = challenge();
    assert_eq!(challenge.expires_in(at(NOW)), 300);
    assert!(challenge.is_open(at(NOW + 299)) && !challenge.is_open(at(NOW + 300)));
}
