//! An admin makes the team use two-factor, from one call to the next.

use reqwest::Method;

use crate::support::{Answer, Call, Client, TestApp, Value, json};

async fn put(office: &mut Client, policy: Value) -> Answer {
    office.send(Call::new(Method::PUT, "/team/policy").json(&policy)).await
}

#[actix_web::test]
async fn from_the_policy_over_the_set_up_to_a_whole_session() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().with_totp().create().await;
    let mut alice = app.user("alice").create().await;
    let (mut office, mut former) = (app.script(), app.script());
    office.sign_in(&ada).await;
    former.sign_in(&alice).await;
    former.get("/team/users").await.is(200);

    put(&mut office, json!({ "require_two_factor": true, "grace_days": 0 })).await.is(200);

    // A session from before is kept, and opens nothing but the set-up.
    former.get("/team/users").await.refused(403, "enrollment_required");
    former.refresh().await.refused(403, "enrollment_required");
    assert_eq!(former.get("/me/two-factor").await.is(200)["required_by_team"], true);

    let mut script = app.script();
    let granted = script.log_in(&alice).await;
    assert_eq!(granted.is(200)["status"], "enrollment_required");
    script.get("/team/users").await.refused(403, "enrollment_required");
    let confirmed = script.enroll(&mut alice).await;
    assert_eq!(confirmed["session"]["status"], "authenticated");
    script.get("/team/users").await.is(200);
    script.refresh().await.authenticated();
    former.get("/me").await.refused(401, "invalid_token");

    app.script().sign_in(&alice).await;
    script.delete("/me/two-factor").await.refused(409, "required_by_team");
    // The admin had one all along.
    office.get("/team/users").await.is(200);
}

#[actix_web::test]
async fn a_session_from_before_may_set_up_in_place() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().with_totp().create().await;
    let mut alice = app.user("alice").create().await;
    let (mut office, mut former) = (app.script(), app.script());
    former.sign_in(&alice).await;
    office.sign_in(&ada).await;
    put(&mut office, json!({ "require_two_factor": true, "grace_days": 0 })).await.is(200);
    former.get("/team/users").await.refused(403, "enrollment_required");
    former.enroll(&mut alice).await;
    former.get("/team/users").await.is(200);
}

#[actix_web::test]
async fn an_admin_without_one_is_held_to_their_own_policy() {
    let app = TestApp::start().await;
    let mut ada = app.user("ada").admin().create().await;
    let mut office = app.script();
    office.sign_in(&ada).await;
    put(&mut office, json!({ "grace_days": 0 })).await.is(200);
    put(&mut office, json!({ "grace_days": 14 })).await.refused(403, "enrollment_required");
    office.enroll(&mut ada).await;
    put(&mut office, json!({ "grace_days": 14 })).await.is(200);
}

#[actix_web::test]
async fn a_member_has_the_days_of_grace_and_then_no_more() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().with_totp().create().await;
    let alice = app.user("alice").create().await;
    let (mut office, mut script) = (app.script(), app.script());
    office.sign_in(&ada).await;
    put(&mut office, json!({ "require_two_factor": true, "grace_days": 1 })).await.is(200);

    app.advance(86_400 - 1);
    script.log_in(&alice).await.authenticated();
    script.get("/team/users").await.is(200);
    app.advance(1);
    script.get("/team/users").await.refused(403, "enrollment_required");
    assert_eq!(script.log_in(&alice).await.is(200)["status"], "enrollment_required");
}
