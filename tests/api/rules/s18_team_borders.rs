//! S18: team borders and rights.

use reqwest::Method;

use crate::support::{Call, TestApp, json};

#[actix_web::test]
async fn s18_another_teams_people_are_not_there() {
    let app = TestApp::start().await;
    let admin = app.user("admin").admin().with_totp().create().await;
    let stranger = app.user("stranger").in_team("Other").create().await;
    let mut office = app.script();
    office.sign_in(&admin).await;
    let path = format!("/team/users/{}", stranger.id);

    office.get(&path).await.refused(404, "not_found");
    office.patch(&path, json!({ "name": "Mallory" })).await.refused(404, "not_found");
    // Rights and foreign objects come before the body.
    office.patch(&path, json!({ "nonsense": 1 })).await.refused(404, "not_found");
    let listed = office.get("/team/users").await;
    assert!(!listed.is(200).body.contains("stranger"), "{listed}");
}

#[actix_web::test]
async fn s18_a_member_raises_nobodys_role() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let bob = app.user("bob").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;

    let own = format!("/team/users/{}", alice.id);
    script.patch(&own, json!({ "role": "admin" })).await.refused(403, "forbidden");
    script.patch(&own, json!({ "active": false })).await.refused(403, "forbidden");
    let others = format!("/team/users/{}", bob.id);
    script.patch(&others, json!({ "name": "Mallory" })).await.refused(403, "forbidden");
    script.patch("/me", json!({ "role": "admin" })).await.faulty_at("/role");
    assert_eq!(script.get("/me").await["role"], "member");
}

#[actix_web::test]
async fn s18_c71_rights_are_read_at_each_call() {
    let app = TestApp::start().await;
    let first = app.user("first").admin().with_totp().create().await;
    let second = app.user("second").admin().with_totp().create().await;
    let member = app.user("member").create().await;
    let (mut office, mut demoted) = (app.script(), app.script());
    demoted.sign_in(&second).await;
    office.sign_in(&first).await;
    let path = format!("/team/users/{}", member.id);
    demoted.patch(&path, json!({ "name": "Before" })).await.is(200);

    office.patch(&format!("/team/users/{}", second.id), json!({ "role": "member" })).await.is(200);

    demoted.patch(&path, json!({ "name": "After" })).await.refused(403, "forbidden");
    assert_eq!(demoted.get("/me").await["role"], "member");
}

#[actix_web::test]
async fn s18_the_last_admin_stays() {
    let app = TestApp::start().await;
    let admin = app.user("admin").admin().with_totp().create().await;
    app.user("elsewhere").in_team("Other").admin().create().await;
    let mut office = app.script();
    office.sign_in(&admin).await;
    let own = format!("/team/users/{}", admin.id);
    office.patch(&own, json!({ "role": "member" })).await.refused(409, "last_admin");
    office.patch(&own, json!({ "active": false })).await.refused(409, "last_admin");
}

/// Every act on a user, as a call; those with a body have a nonsensical one.
fn acts_on(id: &str) -> [Call; 7] {
    let at = |method, rest: &str| Call::new(method, &format!("/team/users/{id}{rest}"));
    let nonsense = json!({ "nonsense": 1 });
    [
        at(Method::GET, ""),
        at(Method::PATCH, "").json(&nonsense),
        at(Method::DELETE, ""),
        at(Method::POST, "/invitation").json(&nonsense),
        at(Method::POST, "/two-factor/reset").json(&nonsense),
        at(Method::POST, "/password-reset"),
        at(Method::DELETE, "/sessions"),
    ]
}

#[actix_web::test]
async fn s18_to_another_teams_admin_nobody_is_there_whatever_they_do() {
    let app = TestApp::start().await;
    let mallory = app.user("mallory").admin().with_totp().in_team("Other").create().await;
    let alice = app.user("alice").with_totp().create().await;
    let invited = app.user("invited").invited().create().await;
    let (mut outside, mut of_alice) = (app.script(), app.script());
    outside.sign_in(&mallory).await;
    of_alice.sign_in(&alice).await;
    for person in [&alice, &invited] {
        let mails = app.mails_to(&person.email).len();
        for call in acts_on(&person.id) {
            outside.send(call).await.refused(404, "not_found");
        }
        assert_eq!(app.mails_to(&person.email).len(), mails);
    }
    assert_eq!(of_alice.get("/me").await.is(200)["two_factor"]["enabled"], true);
}

#[actix_web::test]
async fn s18_a_member_runs_nothing_of_the_team() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let bob = app.user("bob").create().await;
    let invited = app.user("invited").invited().create().await;
    let stranger = app.user("stranger").in_team("Other").create().await;
    let mut script = app.script();
    script.sign_in(&alice).await;
    for person in [&alice, &bob, &invited, &stranger] {
        for call in acts_on(&person.id).into_iter().skip(2) {
            script.send(call).await.refused(403, "forbidden");
        }
    }
    script.post("/team/users", json!({ "nonsense": 1 })).await.refused(403, "forbidden");
    script.get("/team/policy").await.refused(403, "forbidden");
    let put = Call::new(Method::PUT, "/team/policy").json(&json!({ "nonsense": 1 }));
    script.send(put).await.refused(403, "forbidden");
}
