//! Whatever the clock does: midnight, leap days, a change to summer time, steps back and forth.
//!
//! All of it is counted in UTC and in spans, never in days of a calendar.

use chrono::{DateTime, TimeDelta, Utc};

use crate::support::{Answer, Client, Person, STEP, TestApp, json};

const NUMBER: &str = "+12015550142";
const DAY: i64 = 86_400;

/// Instants that calendars and clocks stumble over; each is the beginning of a time step.
const STUMBLES: [&str; 7] = [
    // The end of a year, the two ends of a leap day.
    "2027-12-31T23:59:30Z",
    "2028-02-28T23:59:30Z",
    "2028-02-29T23:59:30Z",
    // Berlin's clocks go on and back, then New York's.
    "2027-03-28T00:59:30Z",
    "2027-10-31T00:59:30Z",
    "2027-03-14T06:59:30Z",
    "2027-11-07T05:59:30Z",
];

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

async fn text(app: &TestApp, person: &Person) -> Answer {
    let mut script = app.script();
    script.log_in(person).await.challenged();
    script.ask_for_text().await
}

/// Wrong codes until a wait begins.
async fn guess(app: &TestApp, person: &Person) -> Client {
    let mut stranger = app.script();
    stranger.log_in(person).await.challenged();
    for _ in 0..5 {
        stranger.verify(&person.wrong_code(app.now())).await.refused(401, "invalid_code");
    }
    stranger.log_in(person).await.challenged();
    stranger
}

#[actix_web::test]
async fn s1_s2_codes_pass_once_and_a_step_to_either_side_at_any_instant() {
    for stumble in STUMBLES {
        let app = TestApp::start().await;
        app.clock.set(instant(stumble) - TimeDelta::days(1));
        let alice = app.user("alice").with_totp().create().await;
        app.clock.set(instant(stumble));
        let code = |steps: i32| alice.totp_code(instant(stumble) + STEP * steps);
        // The step before, over the stumbling place the present one, and the one that is to come.
        let mut script = app.script();
        for (moved, steps, too_far) in [(0, -1, 2), (30, 1, 3), (30, 3, 4)] {
            app.advance(moved);
            script.log_in(&alice).await.challenged();
            script.clone().verify(&code(too_far)).await.refused(401, "invalid_code");
            script.verify(&code(steps)).await.authenticated();
            script.log_in(&alice).await.challenged();
            let again = script.verify(&code(steps)).await;
            assert_eq!(again.refused(401, "invalid_code")["reason"], "already_used", "{stumble}");
        }
    }
}

#[actix_web::test]
async fn c121_challenges_sessions_and_devices_end_after_their_spans_at_any_instant() {
    for stumble in STUMBLES {
        let app = TestApp::start().await;
        app.clock.set(instant(stumble) - TimeDelta::seconds(30));
        let alice = app.user("alice").with_totp().create().await;
        app.clock.set(instant(stumble));

        let mut pending = app.script();
        assert_eq!(pending.log_in(&alice).await.challenged()["expires_in"], 300, "{stumble}");
        let mut device = app.script();
        device.sign_in_with(&alice, json!({ "remember_device": true })).await;
        app.advance(300 - 31);
        let code = alice.totp_code(app.now());
        pending.clone().verify(&code[..5]).await.faulty("/code", "malformed");
        app.advance(1);
        pending.verify(&code).await.refused(401, "challenge_expired");
        device.refresh().await.authenticated();

        // A day in all, whatever the day was called.
        let mut left = DAY - 270;
        while left > 3599 {
            app.advance(3599);
            left -= 3599;
            device.refresh().await.authenticated();
        }
        app.advance(left - 1);
        device.refresh().await.authenticated();
        app.advance(1);
        assert_eq!(device.get("/me").await.refused(401, "invalid_token")["reason"], "expired", "{stumble}");
        device.refresh().await.refused(401, "invalid_token");

        app.advance(29 * DAY - 1);
        device.clone().log_in(&alice).await.authenticated();
        let mut late = device;
        late.log_in(&alice).await.authenticated();
        app.advance(1);
        late.log_in(&alice).await.challenged();
    }
}

#[actix_web::test]
async fn s6_s9_waits_and_days_budgets_are_spans_and_no_midnight_ends_them() {
    for stumble in STUMBLES {
        let app = TestApp::with(&[("sms.limits.per_day", "2"), ("sms.limits.per_hour", "2")]).await;
        app.clock.set(instant(stumble) - TimeDelta::days(1));
        let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
        app.clock.set(instant(stumble));
        let mut stranger = guess(&app, &alice).await;
        text(&app, &alice).await.is(202);
        app.advance(14);
        stranger.verify(&alice.totp_code(app.now())).await.waits(1);
        app.advance(16);
        text(&app, &alice).await.is(202);
        text(&app, &alice).await.waits(DAY - 30);
        app.advance(DAY - 31);
        text(&app, &alice).await.waits(1);
        app.advance(1);
        text(&app, &alice).await.is(202);
    }
}

#[actix_web::test]
async fn s6_a_clock_that_steps_back_opens_no_wait_early() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    app.advance(DAY);
    let mut stranger = guess(&app, &alice).await;
    app.advance(-3600);
    stranger.log_in(&alice).await.challenged();
    stranger.verify(&alice.totp_code(app.now())).await.waits(3615);
    // A wrong backup code is looked at all the same; the wait still runs from the latest wrong one.
    stranger.verify("00000-00000").await.refused(401, "invalid_code");
    stranger.verify(&alice.totp_code(app.now())).await.waits(3630);
    app.advance(3630);
    stranger.log_in(&alice).await.challenged();
    stranger.verify(&alice.totp_code(app.now())).await.authenticated();
}

#[actix_web::test]
async fn s7_a_clock_that_steps_back_opens_no_password_early() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    for _ in 0..5 {
        app.script().guess("alice").await.refused(401, "invalid_credentials");
    }
    app.advance(-3600);
    app.script().log_in(&alice).await.waits(3615);
    app.advance(3615);
    app.script().log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn s15_what_ended_stays_ended_when_the_clock_steps_back() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let mut pending = app.script();
    pending.log_in(&alice).await.challenged();
    pending.clone().verify(&app.next_code(&alice)).await.authenticated();
    let used = script.clone();
    script.log_out().await.is(204);

    app.advance(-3600);
    assert_eq!(used.clone().get("/me").await.refused(401, "invalid_token")["reason"], "ended");
    used.clone().refresh().await.refused(401, "invalid_token");
    pending.verify(&alice.totp_code(app.now())).await.refused(401, "challenge_expired");
}

#[actix_web::test]
async fn s15_sessions_go_on_while_the_clock_steps_back_and_forth() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    let began = app.now();
    for jump in [-3600, 1800, -7200, 3000, 3500] {
        app.advance(jump);
        script.refresh().await.authenticated();
        script.get("/me").await.is(200);
        app.advance(20);
    }
    // Its end didn't move by any of it: a day after it began.
    script.refresh().await.authenticated();
    let end = began + TimeDelta::days(1);
    while app.now() + TimeDelta::seconds(3599) < end {
        app.advance(3599);
        script.refresh().await.authenticated();
    }
    app.clock.set(end - TimeDelta::seconds(1));
    script.refresh().await.authenticated();
    app.clock.set(end);
    script.refresh().await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn c120_times_compare_rightly_with_and_without_fractions_of_a_second() {
    for fraction in [0, 1, 500, 999] {
        let app = TestApp::start().await;
        let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
        let began = app.now() + TimeDelta::seconds(60) + TimeDelta::milliseconds(fraction);
        app.clock.set(began);
        let mut pending = app.script();
        pending.log_in(&alice).await.challenged();
        text(&app, &alice).await.is(202);
        let mut signed_in = app.script();
        signed_in.log_in_with(&alice, json!({ "code": alice.totp_code(app.now()) })).await.authenticated();

        app.clock.set(began + TimeDelta::milliseconds(29_999));
        text(&app, &alice).await.waits(1);
        app.clock.set(began + TimeDelta::seconds(30));
        text(&app, &alice).await.is(202);

        app.clock.set(began + TimeDelta::milliseconds(299_999));
        pending.clone().verify("12345").await.faulty("/code", "malformed");
        app.clock.set(began + TimeDelta::seconds(300));
        pending.verify("123456").await.refused(401, "challenge_expired");

        app.clock.set(began + TimeDelta::milliseconds(3_599_999));
        signed_in.clone().refresh().await.authenticated();
        app.clock.set(began + TimeDelta::milliseconds(3_599_999) + TimeDelta::seconds(3600));
        signed_in.refresh().await.refused(401, "invalid_token");
    }
}
