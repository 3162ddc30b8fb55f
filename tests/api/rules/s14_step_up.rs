//! S14: a change to how one gets in wants a fresh proof.

use reqwest::Method;

use crate::support::{Call, TestApp, json};

#[actix_web::test]
async fn s14_changes_to_how_one_gets_in_are_guarded_and_others_are_not() {
    let app = TestApp::start().await;
    let admin = app.user("admin").admin().with_totp().create().await;
    let member = app.user("member").create().await;
    let mut office = app.script();
    office.sign_in(&admin).await;
    app.advance(600);
    office.refresh().await.authenticated();
    let (own, others) = (format!("/team/users/{}", admin.id), format!("/team/users/{}", member.id));

    office.post("/me/two-factor/totp", json!({})).await.refused(403, "step_up_required");
    office.post("/me/two-factor/backup-codes", json!({})).await.refused(403, "step_up_required");
    office.delete("/me/two-factor").await.refused(403, "step_up_required");
    for change in
        [json!({ "cell_phone": "+12015550142" }), json!({ "role": "admin" }), json!({ "active": false })]
    {
        let refused = office.patch(&others, change).await;
        assert_eq!(refused.refused(403, "step_up_required")["max_age"], 600);
    }
    office.patch(&own, json!({ "name": "Another" })).await.is(200);
    // What changes nothing asks for nothing; what is wrong is told first.
    office.patch(&others, json!({ "role": "member", "active": true })).await.is(200);
    office.patch(&others, json!({ "cell_phone": "+1 201 12" })).await.faulty_at("/cell_phone");

    office.step_up(json!({ "code": app.next_code(&admin) })).await.is(200);
    office.patch(&others, json!({ "role": "admin" })).await.is(200);
}

#[actix_web::test]
async fn s14_wrong_codes_count_in_the_tally_of_the_client_that_logged_in() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    for _ in 0..5 {
        let wrong = json!({ "code": alice.wrong_code(app.now()) });
        owner.step_up(wrong).await.refused(401, "invalid_code");
    }

    assert_eq!(owner.log_in(&alice).await.challenged()["retry_after"], 15);
    let asked = app.script().log_in(&alice).await;
    assert!(!asked.challenged().has("retry_after"), "{asked}");
}

#[actix_web::test]
async fn s14_running_the_team_wants_a_fresh_proof_by_the_second_factor_once_there_is_one() {
    let app = TestApp::start().await;
    let admin = app.user("admin").admin().with_totp().create().await;
    let member = app.user("member").with_totp().create().await;
    let invited = app.user("invited").invited().create().await;
    let new = json!({ "username": "new", "name": "New", "email": "new@example.com", "role": "member" });
    let of = |person: &crate::support::Person, rest: &str| format!("/team/users/{}{rest}", person.id);
    let acts = [
        (201, Call::post("/team/users").json(&new)),
        (202, Call::post(&of(&invited, "/invitation"))),
        (202, Call::post(&of(&member, "/password-reset"))),
        (204, Call::new(Method::DELETE, &of(&member, "/sessions"))),
        (204, Call::post(&of(&member, "/two-factor/reset"))),
        (204, Call::new(Method::DELETE, &of(&member, ""))),
        (200, Call::new(Method::PUT, "/team/policy").json(&json!({ "grace_days": 7 }))),
    ];
    // A remembered device is no proof of the second factor, however new the log-in.
    let mut office = app.script();
    office.sign_in_with(&admin, json!({ "remember_device": true })).await;
    office.log_in(&admin).await.authenticated();
    for (_, call) in &acts {
        let refused = office.send(call.clone()).await;
        let refused = refused.refused(403, "step_up_required");
        assert_eq!((refused.methods(), &refused["max_age"]), (vec!["totp", "backup_code"], &600.into()));
    }
    office.step_up(json!({ "password": admin.password })).await.faulty_at("/code");

    office.step_up(json!({ "code": app.next_code(&admin) })).await.is(200);
    app.advance(299);
    for (status, call) in acts {
        office.send(call).await.is(status);
    }
}
