//! S9, for mail: what leaves at once, what is gathered, and that one mail keeps no other back.

use chrono::TimeDelta;
use reqwest::Method;
use vestibule::{
    delivery::deliver_due,
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

#[actix_web::test]
async fn s9_an_address_has_mails_asked_for_as_often_as_its_budget_says_whoever_gets_them() {
    let settings = [("mail.limits.per_address_hour", "2"), ("trusted_proxies", "127.0.0.0/8")];
    let app = TestApp::with(&settings).await;
    let mut people = Vec::new();
    for name in ["alice", "bob", "carol"] {
        people.push(app.user(name).create().await);
    }
    for person in &people {
        let body = json!({ "username": person.username });
        app.script().from("203.0.113.7").post("/auth/password/forgot", body).await.is(202);
    }
    let mails: Vec<_> = people.iter().map(|person| app.mails_to(&person.email).len()).collect();
    assert_eq!(mails, [1, 1, 0]);
    let body = json!({ "username": "carol" });
    app.script().from("203.0.113.8").post("/auth/password/forgot", body.clone()).await.is(202);
    assert_eq!(app.mails_to(&people[2].email).len(), 1);

    app.advance(3600);
    app.script().from("203.0.113.7").post("/auth/password/forgot", body).await.is(202);
    assert_eq!(app.mails_to(&people[2].email).len(), 2);

    // It is one budget, whatever is asked for.
    let body = json!({ "username": "nobody" });
    app.script().from("203.0.113.9").post("/auth/password/forgot", body).await.is(202);
    for (number, person) in people.iter().enumerate() {
        let mut owner = app.script().from("203.0.113.9");
        owner.log_in(person).await.authenticated();
        let new = json!({ "email": format!("other{number}@example.com") });
        let answer = owner.send(Call::new(Method::PUT, "/me/email").json(&new)).await;
        match number {
            0 => answer.is(202),
            _ => answer.refused(429, "rate_limited"),
        };
    }
}

#[actix_web::test]
async fn s9_the_numbers_of_mails_are_those_of_the_rule() {
    let app = TestApp::start().await;
    let limits = &app.service().config.mail.limits;
    assert_eq!((limits.per_hour, limits.per_address_hour, limits.invitations_per_day), (3, 30, 5));
}
