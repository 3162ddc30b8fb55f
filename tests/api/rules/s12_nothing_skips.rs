//! S12: nothing skips the second factor.

use vestibule::invitations;

use crate::support::{TestApp, json};

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
