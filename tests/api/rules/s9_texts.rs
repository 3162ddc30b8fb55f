//! S9: what a text costs, and whom.

use vestibule::metrics::Gauges;
use vestibule_domain::texting::TextLimits;

use crate::support::{Answer, Client, Person, TestApp, json};

const NUMBER: &str = "+12015550142";

/// A text for a log-in of its own.
async fn text(app: &TestApp, person: &Person) -> Answer {
    let mut script = app.script();
    script.log_in(person).await.challenged();
    script.ask_for_text().await
}

/// Five texts, each as soon as it may be.
async fn five(app: &TestApp, person: &Person) {
    for wait in [30, 60, 120, 120, 0] {
        text(app, person).await.is(202);
        app.advance(wait);
    }
}

#[actix_web::test]
async fn s9_the_numbers_are_those_of_the_rule() {
    let app = TestApp::start().await;
    assert_eq!(app.service().text_limits(), TextLimits::default());
}

#[actix_web::test]
async fn s9_an_account_gets_five_an_hour_and_ten_a_day() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let began = app.now();
    five(&app, &alice).await;
    let refused = text(&app, &alice).await;
    refused.waits(3600 - 330);
    app.advance(3600 - 330);
    // Others have left the hour before the waits are over.
    for _ in 0..5 {
        text(&app, &alice).await.is(202);
        app.advance(720);
    }
    assert_eq!(app.texts_to(NUMBER).len(), 10);

    app.advance(3600);
    let refused = text(&app, &alice).await;
    refused.waits(86_400 - (app.now() - began).num_seconds());
    assert_eq!(app.texts_to(NUMBER).len(), 10);
    app.advance(refused.number("retry_after"));
    text(&app, &alice).await.is(202);
}

#[actix_web::test]
async fn s9_a_number_gets_five_an_hour_whoever_asks() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let bob = app.user("bob").in_team("Other").with_totp().with_phone(NUMBER).create().await;
    five(&app, &alice).await;
    app.advance(120);
    text(&app, &bob).await.waits(3600 - 450);
    assert_eq!(app.texts_to(NUMBER).len(), 5);
}

#[actix_web::test]
async fn s9_another_number_opens_no_budget_of_the_account() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    five(&app, &alice).await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    let path = format!("/team/users/{}", alice.id);
    owner.patch(&path, json!({ "cell_phone": "+12015550143" })).await.is(200);
    text(&app, &alice).await.refused(429, "rate_limited");
    assert!(app.texts_to("+12015550143").is_empty());
}

/// The three calls that send a text.
async fn asks_everywhere(app: &TestApp, person: &Person, owner: &Client) -> [Answer; 3] {
    let mut owner = owner.clone();
    [
        text(app, person).await,
        owner.post("/auth/step-up/sms", json!({})).await,
        owner.post("/me/phone/code", json!({})).await,
    ]
}

#[actix_web::test]
async fn s9_budgets_are_of_all_texts_whatever_they_are_for() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
    let mut owner = app.script();
    owner.sign_in(&alice).await;
    owner.post("/me/phone/code", json!({})).await.is(202);
    for answer in asks_everywhere(&app, &alice, &owner).await {
        answer.waits(30);
    }
    assert_eq!(app.texts_to(NUMBER).len(), 1);
}

#[actix_web::test]
async fn s9_the_budgets_of_address_team_and_service_hold_for_every_call() {
    for budget in ["sms.limits.per_address_hour", "sms.team_budget_per_day", "sms.budget_per_day"] {
        let app = TestApp::with(&[(budget, "1")]).await;
        let alice = app.user("alice").with_totp().with_phone(NUMBER).create().await;
        let bob = app.user("bob").with_totp().with_phone("+12015550143").create().await;
        let mut owner = app.script();
        owner.sign_in(&alice).await;
        text(&app, &bob).await.is(202);
        let asks = asks_everywhere(&app, &alice, &owner).await;
        for answer in &asks {
            answer.refused(429, "rate_limited");
        }
        assert!(app.texts_to(NUMBER).is_empty(), "{budget}");
        let outcome = if budget.ends_with("_day") { "over_budget" } else { "rate_limited" };
        let counted = format!("vestibule_texts_total{{outcome=\"{outcome}\"}} {}", asks.len());
        let metrics = app.service().metrics.render(&Gauges::default());
        assert!(metrics.lines().any(|line| line == counted), "{budget}: {metrics}");

        app.advance(86_400);
        text(&app, &alice).await.is(202);
    }
}
