//! `PATCH /team/users/{id}`: role and standing.

use crate::support::{TestApp, Value, json};

use super::{of, signed_in};

#[actix_web::test]
async fn an_admin_changes_a_role() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    let bob = app.user("bob").create().await;
    let mut client = signed_in(&app, &ada).await;
    assert_eq!(client.patch(&of(&bob), json!({"role": "admin"})).await.is(200)["role"], "admin");
    assert_eq!(client.patch(&of(&bob), json!({"role": "member"})).await.is(200)["role"], "member");
    for role in [json!("owner"), json!(""), Value::Null, json!(1)] {
        client.patch(&of(&bob), json!({"role": role})).await.faulty_at("/role");
    }
}

#[actix_web::test]
async fn s15_disabling_holds_at_once() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    let bob = app.user("bob").with_totp().create().await;
    let mut of_bob = app.script();
    of_bob.sign_in_with(&bob, json!({"remember_device": true})).await;
    let mut challenged = app.script();
    challenged.log_in(&bob).await.challenged();
    let mut client = signed_in(&app, &ada).await;

    let disabled = client.patch(&of(&bob), json!({"active": false})).await;

    assert_eq!((&disabled.is(200)["active"], &disabled["state"]), (&false.into(), &"disabled".into()));
    of_bob.get("/me").await.refused(401, "invalid_token");
    of_bob.refresh().await.refused(401, "invalid_token");
    of_bob.log_in(&bob).await.refused(401, "invalid_credentials");
    challenged.verify(&bob.backup_codes[0]).await.refused(401, "challenge_expired");

    client.patch(&of(&bob), json!({"active": true})).await.is(200);
    of_bob.get("/me").await.refused(401, "invalid_token");
    app.script().log_in(&bob).await.challenged();
    for active in [json!("false"), json!(0), Value::Null] {
        client.patch(&of(&bob), json!({"active": active})).await.faulty_at("/active");
    }
}

#[actix_web::test]
async fn the_last_active_admin_stays_one() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    app.user("gone").admin().inactive().create().await;
    app.user("elsewhere").admin().in_team("Others").create().await;
    let mut client = signed_in(&app, &ada).await;
    for body in [json!({"role": "member"}), json!({"active": false}), json!({"role": "member", "name": "A"})]
    {
        client.patch(&of(&ada), body).await.refused(409, "last_admin");
    }
    let me = client.get("/me").await;
    assert_eq!((&me["role"], &me["name"]), (&"admin".into(), &"ada Example".into()), "nothing was changed");
    // As it is, is no change.
    client.patch(&of(&ada), json!({"role": "admin", "active": true})).await.is(200);

    app.user("second").admin().create().await;
    client.patch(&of(&ada), json!({"role": "member"})).await.is(200);
}

#[actix_web::test]
async fn s14_role_and_standing_ask_for_a_fresh_proof_where_they_change() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    let bob = app.user("bob").create().await;
    let mut client = signed_in(&app, &ada).await;
    app.advance(600);
    client.refresh().await.authenticated();

    for body in [json!({"role": "admin"}), json!({"active": false})] {
        client.patch(&of(&bob), body).await.refused(403, "step_up_required");
    }
    client.patch(&of(&bob), json!({"role": "member", "active": true, "name": "Bob B."})).await.is(200);
    // Freshness comes before the state.
    client.patch(&of(&ada), json!({"role": "member"})).await.refused(403, "step_up_required");

    client.step_up(json!({"password": crate::support::PASSWORD})).await.is(200);
    client.patch(&of(&bob), json!({"role": "admin"})).await.is(200);
}
