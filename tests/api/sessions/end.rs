use reqwest::Method;

use super::{names, own_id, signed_in};
use crate::support::{Call, Client, TestApp, race};

async fn is_over(mut client: Client) {
    let me = client.get("/me").await;
    assert_eq!(me.refused(401, "invalid_token")["reason"], "ended");
    client.refresh().await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn a_session_ends_at_once_and_the_others_go_on() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut lost = signed_in(&app, &alice, "Lost phone").await;
    let mut third = signed_in(&app, &alice, "Laptop").await;
    let mut owner = signed_in(&app, &alice, "Desk").await;
    let path = format!("/me/sessions/{}", own_id(&mut lost).await);

    owner.delete(&path).await.is(204);

    is_over(lost).await;
    third.get("/me").await.is(200);
    assert_eq!(names(&mut owner).await, ["Desk", "Laptop"]);
    // It is over already, and stays so.
    owner.delete(&path).await.is(204);
}

#[actix_web::test]
async fn a_session_that_ran_out_ends_without_a_fault() {
    let app = TestApp::with(&[("session.bearer_idle", "10m")]).await;
    let alice = app.user("alice").create().await;
    let mut former = signed_in(&app, &alice, "Former").await;
    let path = format!("/me/sessions/{}", own_id(&mut former).await);
    app.advance(601);
    let mut owner = signed_in(&app, &alice, "Desk").await;

    owner.delete(&path).await.is(204);
    assert_eq!(names(&mut owner).await, ["Desk"]);
}

#[actix_web::test]
async fn ending_ones_own_session_logs_out() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut owner = signed_in(&app, &alice, "Desk").await;
    let path = format!("/me/sessions/{}", own_id(&mut owner).await);

    owner.delete(&path).await.is(204);

    is_over(owner.clone()).await;
    assert_eq!(owner.delete(&path).await.refused(401, "invalid_token")["reason"], "ended");
}

#[actix_web::test]
async fn s18_the_session_of_somebody_else_is_not_there() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut of_alice = signed_in(&app, &alice, "Phone").await;
    let path = format!("/me/sessions/{}", own_id(&mut of_alice).await);
    let ada = app.user("ada").admin().create().await;
    let mut of_ada = signed_in(&app, &ada, "Office").await;

    of_ada.delete(&path).await.refused(404, "not_found");
    of_ada.delete("/me/sessions").await.is(204);

    of_alice.get("/me").await.is(200);
    // Nor is it told when it is over.
    of_alice.log_out().await.is(204);
    of_ada.delete(&path).await.refused(404, "not_found");
}

#[actix_web::test]
async fn an_id_that_is_none_is_not_there() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = signed_in(&app, &alice, "Phone").await;
    for id in ["1", "01890000-0000-7000-8000-000000000000", "%00", "..%2F..", "current"] {
        client.delete(&format!("/me/sessions/{id}")).await.refused(404, "not_found");
    }
    client.get("/me").await.is(200);
}

#[actix_web::test]
async fn all_the_others_end_at_once_and_this_one_goes_on() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let (first, second) = (signed_in(&app, &alice, "One").await, signed_in(&app, &alice, "Two").await);
    let mut owner = signed_in(&app, &alice, "Desk").await;

    owner.delete("/me/sessions").await.is(204);
    owner.delete("/me/sessions").await.is(204);

    is_over(first).await;
    is_over(second).await;
    assert_eq!(names(&mut owner).await, ["Desk"]);
    owner.refresh().await.authenticated();
}

#[actix_web::test]
async fn ending_all_others_keeps_remembered_devices() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().create().await;
    let (mut phone, mut owner) = (app.script(), app.script());
    phone.sign_in_with(&alice, crate::support::json!({ "remember_device": true })).await;
    owner.sign_in(&alice).await;

    owner.delete("/me/sessions").await.is(204);

    is_over(phone.clone()).await;
    phone.log_in(&alice).await.authenticated();
}

#[actix_web::test]
async fn of_two_that_end_each_other_one_goes_on() {
    let app = TestApp::for_races().await;
    let alice = app.user("alice").create().await;
    for _ in 0..5 {
        let clients = [signed_in(&app, &alice, "One").await, signed_in(&app, &alice, "Two").await];
        let call = |client: &Client| client.dress(Call::new(Method::DELETE, "/me/sessions"));
        let answers = race(&app, clients.iter().map(call).collect()).await;

        let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 401]);
        let mut alive = 0;
        for mut client in clients {
            alive += usize::from(client.get("/me").await.status == 200);
        }
        assert_eq!(alive, 1, "nobody is left without a session");
    }
}
