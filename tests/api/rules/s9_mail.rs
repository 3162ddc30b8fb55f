//! S9, for mail: what leaves at once, what is gathered, and that one mail keeps no other back.

use chrono::TimeDelta;
use reqwest::Method;
use vestibule::{
    mail::delivery::deliver_due,
    store::{self, mail::NewMail},
};
use vestibule_domain::id::MailId;

use crate::support::{Call, PASSWORD, TestApp, json};

const OTHER: &str = "seven small boats at noon";

#[actix_web::test]
async fn s9_three_notices_of_a_kind_leave_at_once_and_further_ones_are_gathered() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    let told = || {
        let mails = app.mails_to(&alice.email).into_iter();
        let changed = |subject: &str| subject.contains("your password was changed");
        mails.filter(|mail| mail.subject.as_deref().is_some_and(changed)).collect::<Vec<_>>()
    };
    for (current, new) in
        [(PASSWORD, OTHER), (OTHER, PASSWORD), (PASSWORD, OTHER), (OTHER, PASSWORD), (PASSWORD, OTHER)]
    {
        let body = json!({ "current_password": current, "new_password": new });
        client.send(Call::new(Method::PUT, "/me/password").json(&body)).await.is(204);
        app.advance(1);
    }
    assert_eq!(told().len(), 3);

    app.clock.advance(TimeDelta::minutes(60));
    deliver_due(app.service()).await.expect("the queue can be read");

    let mails = told();
    assert_eq!(mails.len(), 4);
    assert_eq!(mails[3].body.matches("When: ").count(), 2, "{}", mails[3].body);
}

#[actix_web::test]
async fn a_mail_that_cannot_be_read_keeps_no_other_from_leaving() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    let service = app.service();
    let tx = service.begin().await.expect("a turn to write");
    let broken = NewMail {
        id: MailId::new(app.now(), &mut service.rng()),
        kind: "reset_link".to_owned(),
        user: None,
        recipient: None,
        client: None,
        payload: b"broken".to_vec(),
        leaves_at: app.now() - TimeDelta::seconds(1),
    };
    store::mail::insert(&tx, broken).await.expect("the database writes");
    tx.commit().await.expect("the database writes");

    app.script().post("/auth/password/forgot", json!({ "username": "alice" })).await.is(202);

    assert_eq!(app.mails_to(&alice.email).len(), 1);
    app.clock.advance(TimeDelta::hours(25));
    deliver_due(service).await.expect("the queue can be read");
    let left = store::mail::due(service.db.read(), 10, app.now() + TimeDelta::days(1)).await;
    assert_eq!(left.expect("the database reads").len(), 0, "it is given up after a day");
}
