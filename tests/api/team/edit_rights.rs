//! `PATCH /team/users/{id}`: who may change what of whom.

use crate::support::{TestApp, json};

use super::{of, signed_in};

#[actix_web::test]
async fn oneself_and_an_admin_may_edit_another_member_may_not() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    let alice = app.user("alice").create().await;
    let bob = app.user("bob").create().await;

    let edited = signed_in(&app, &alice).await.patch(&of(&alice), json!({"name": "By herself"})).await;
    assert_eq!(edited.is(200)["name"], "By herself");
    let edited = signed_in(&app, &ada).await.patch(&of(&alice), json!({"name": "By Ada"})).await;
    assert_eq!(edited.is(200)["name"], "By Ada");
    let mut bob = signed_in(&app, &bob).await;
    for body in [json!({"name": "By Bob"}), json!({}), json!({"nonsense": 1})] {
        bob.patch(&of(&alice), body).await.refused(403, "forbidden");
    }
    assert_eq!(bob.get(&of(&alice)).await["name"], "By Ada");
}

#[actix_web::test]
async fn s18_a_member_raises_nobody_themselves_least() {
    let app = TestApp::start().await;
    app.user("ada").admin().create().await;
    let alice = app.user("alice").create().await;
    let mut client = signed_in(&app, &alice).await;
    for body in [
        json!({"role": "admin"}),
        json!({"role": "member"}),
        json!({"active": true}),
        json!({"active": false}),
        json!({"name": "Alice B.", "role": "admin"}),
    ] {
        client.patch(&of(&alice), body).await.refused(403, "forbidden");
    }
    let me = client.get("/me").await;
    assert_eq!((&me["role"], &me["name"]), (&"member".into(), &"alice Example".into()));
}

#[actix_web::test]
async fn c71_s18_rights_are_those_of_now_not_of_the_token() {
    let app = TestApp::start().await;
    let ada = app.user("ada").admin().create().await;
    let second = app.user("second").admin().create().await;
    let alice = app.user("alice").create().await;
    let (mut former, mut admin) = (signed_in(&app, &ada).await, signed_in(&app, &second).await);
    let mut raised = signed_in(&app, &alice).await;
    former.patch(&of(&alice), json!({"name": "By Ada"})).await.is(200);

    admin.patch(&of(&ada), json!({"role": "member"})).await.is(200);
    admin.patch(&of(&alice), json!({"role": "admin"})).await.is(200);

    former.patch(&of(&alice), json!({"name": "Again"})).await.refused(403, "forbidden");
    former.patch(&of(&ada), json!({"role": "admin"})).await.refused(403, "forbidden");
    raised.patch(&of(&ada), json!({"name": "By Alice"})).await.is(200);
}

#[actix_web::test]
async fn admins_of_other_teams_have_no_rights_here() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mallory = app.user("mallory").admin().in_team("Others").create().await;
    let mut client = signed_in(&app, &mallory).await;
    for body in [json!({"name": "Changed"}), json!({"active": false}), json!({"nonsense": 1})] {
        client.patch(&of(&alice), body).await.refused(404, "not_found");
    }
}
