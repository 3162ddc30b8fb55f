//! A new team demands a second factor of its admins after 14 days.

use crate::support::TestApp;

#[actix_web::test]
async fn an_admin_has_14_days_and_then_sets_up_before_anything_else() {
    let app = TestApp::start().await;
    let mut admin = app.user("admin").admin().create().await;
    let member = app.user("member").create().await;
    let mut script = app.script();
    let first = script.sign_in(&admin).await;
    assert_eq!(first["user"]["two_factor"]["required_from"], "2027-01-29T08:00:00Z");

    app.advance(14 * 86_400 - 60);
    script.sign_in(&admin).await;
    script.get("/team/users").await.is(200);
    app.advance(60);
    script.get("/team/users").await.refused(403, "enrollment_required");
    script.get("/me").await.is(200);
    app.script().sign_in(&member).await;

    let granted = script.log_in(&admin).await;
    assert_eq!(granted.is(200)["status"], "enrollment_required");
    script.enroll(&mut admin).await;
    script.get("/team/users").await.is(200);
}

#[actix_web::test]
async fn the_grace_runs_from_the_later_of_policy_and_user() {
    let app = TestApp::start().await;
    app.team("Acme").await;
    app.advance(10 * 86_400);
    let admin = app.user("late").admin().create().await;
    app.advance(14 * 86_400 - 1);
    app.script().sign_in(&admin).await;
    app.advance(1);
    assert_eq!(app.script().log_in(&admin).await.is(200)["status"], "enrollment_required");
}

#[actix_web::test]
async fn an_admin_with_an_app_goes_on_after_14_days() {
    let app = TestApp::start().await;
    let admin = app.user("admin").admin().with_totp().create().await;
    app.advance(20 * 86_400);
    app.script().sign_in(&admin).await;
}

#[actix_web::test]
async fn a_session_of_password_alone_may_still_set_up_when_the_grace_is_over() {
    let app = TestApp::start().await;
    let mut admin = app.user("admin").admin().create().await;
    app.advance(14 * 86_400 - 60);
    let mut script = app.script();
    script.sign_in(&admin).await;
    app.advance(60);
    script.enroll(&mut admin).await;
    script.get("/team/users").await.is(200);
}
