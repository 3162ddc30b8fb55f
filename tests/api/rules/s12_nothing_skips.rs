//! S12: nothing skips the second factor.

use std::collections::BTreeSet;

use vestibule::invitations;

use crate::support::{
    Call, TestApp,
    contract::{self, CONTRACT, operations},
    json,
};

#[actix_web::test]
async fn s12_an_invitation_gives_a_password_and_no_more() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let service = app.service();
    let tx = service.begin().await.expect("a turn to write");
    let id = alice.id.parse().expect("an id");
    let link = invitations::invite(service, &tx, id).await.expect("an invitation");
    tx.commit().await.expect("the database writes");
    let token = link.rsplit_once('=').expect("a token").1;
    let body = json!({ "token": token, "password": "another anchor eighteen" });
    let accepted = app.browser().post("/auth/invitation/accept", body).await;
    accepted.is(204);
    assert!(accepted.set_cookies().is_empty() && accepted.body.is_empty());

    let mut script = app.script();
    let new = json!({ "password": "another anchor eighteen" });
    script.log_in_with(&alice, new).await.challenged();
    script.verify(&alice.totp_code(app.now())).await.authenticated();
}

#[actix_web::test]
async fn s12_a_refresh_proves_nothing() {
    let app = TestApp::start().await;
    let mut alice = app.user("alice").create().await;
    let (mut password_alone, mut owner) = (app.script(), app.script());
    password_alone.sign_in(&alice).await;
    owner.sign_in(&alice).await;
    owner.enroll(&mut alice).await;

    password_alone.refresh().await.refused(401, "invalid_token");
    assert!(owner.refresh().await.authenticated().has("access_token"));
}

#[actix_web::test]
async fn s12_an_admins_changes_leave_the_second_factor_in_force() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let admin = app.user("admin").admin().with_totp().create().await;
    let mut office = app.script();
    office.sign_in(&admin).await;
    let path = format!("/team/users/{}", alice.id);
    for change in [
        json!({ "role": "admin" }),
        json!({ "cell_phone": "+12015550142" }),
        json!({ "active": false }),
        json!({ "active": true }),
    ] {
        office.patch(&path, change).await.is(200);
    }
    office.delete(&format!("{path}/sessions")).await.is(204);
    office.post(&format!("{path}/password-reset"), json!({})).await.is(202);

    let mut script = app.script();
    assert_eq!(script.log_in(&alice).await.challenged().methods(), ["totp", "backup_code"]);
}

/// The names of the schemas that hold an access token, by themselves or by what they are made of.
fn schemas_with_tokens() -> BTreeSet<String> {
    let schemas = CONTRACT["components"]["schemas"].as_object().expect("schemas");
    let mut found = BTreeSet::new();
    loop {
        let known = found.len();
        for (name, schema) in schemas {
            let text = schema.to_string();
            let refers = |of: &String| text.contains(&format!("\"#/components/schemas/{of}\""));
            if text.contains("\"access_token\":") || found.iter().any(refers) {
                found.insert(name.clone());
            }
        }
        if found.len() == known {
            return found;
        }
    }
}

#[test]
fn s12_c34_the_doors_that_hand_out_tokens_are_these_and_none_else() {
    let with_tokens = schemas_with_tokens();
    let hands_out = |operation: &contract::Operation| {
        let responses = operation.told["responses"].as_object().expect("responses");
        responses.values().any(|response| {
            let content = response["content"].to_string();
            with_tokens.iter().any(|name| content.contains(&format!("\"#/components/schemas/{name}\"")))
        })
    };
    let doors: Vec<_> = operations().filter(hands_out).map(|operation| operation.to_string()).collect();
    let expected = [
        "POST /api/v1/auth/login",
        "POST /api/v1/auth/refresh",
        "POST /api/v1/auth/step-up",
        "POST /api/v1/auth/token",
        "POST /api/v1/auth/verify",
        "POST /api/v1/me/two-factor/totp/confirm",
    ];
    assert_eq!(doors, expected);
}

#[actix_web::test]
async fn s12_c34_no_call_takes_a_password_in_its_head() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let pair = format!("{}:{}", alice.username, alice.password);
    let basic = format!("Basic {}", data_encoding::BASE64.encode(pair.as_bytes()));
    for operation in operations().filter(|operation| !operation.is_public()) {
        let method = operation.method.parse().expect("a method");
        let call = Call::root(method, &operation.some_path()).header("Authorization", &basic);
        app.script().send(call).await.refused(401, "invalid_token");
    }
}

#[actix_web::test]
async fn s12_c30_no_link_in_a_mail_signs_in_or_takes_the_second_factor_away() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    let email = json!({ "email": "alice@example.org" });
    owner.send(Call::new(reqwest::Method::PUT, "/me/email").json(&email)).await.is(202);
    let token_to = |address: &str| {
        let mail = app.mails_to(address).pop().expect("a mail");
        mail.body.lines().find_map(|line| line.split_once("#token=")).expect("a link").1.to_owned()
    };
    let token = token_to("alice@example.org");
    let confirmed = app.browser().post("/auth/email/confirm", json!({ "token": token })).await;
    confirmed.is(204);
    assert!(confirmed.set_cookies().is_empty() && confirmed.body.is_empty());
    app.script().log_in(&alice).await.challenged();

    app.script().post("/auth/password/forgot", json!({ "username": "alice" })).await.is(202);
    let new = json!({ "token": token_to("alice@example.org"), "new_password": "seven small boats at noon" });
    let reset = app.browser().post("/auth/password/reset", new).await;
    reset.is(204);
    assert!(reset.set_cookies().is_empty() && reset.body.is_empty());
    let password = json!({ "password": "seven small boats at noon" });
    let asked = app.script().log_in_with(&alice, password).await;
    assert_eq!(asked.challenged().methods(), ["totp", "backup_code"]);
}

#[actix_web::test]
async fn s12_a_refresh_leaves_what_was_proven_and_when() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let mut script = app.script();
    script.sign_in_with(&alice, json!({ "remember_device": true })).await;
    script.log_in(&alice).await.authenticated();
    let before = super::s17_access_tokens::claims_of(&script);
    app.advance(60);
    script.refresh().await.authenticated();
    let after = super::s17_access_tokens::claims_of(&script);
    for claim in ["amr", "acr", "auth_time", "gen", "sid"] {
        assert_eq!(before[claim], after[claim], "{claim}");
    }
    script.delete("/me/two-factor").await.refused(403, "step_up_required");
}
