//! What is ordered, and when nothing is.

use wiremock::ResponseTemplate;

use super::{ACCOUNT, FROM, NUMBER, SECRET, Story, challenged, taken};
use crate::support::{TestApp, json};

#[actix_web::test]
async fn a_text_is_ordered_by_form_with_the_accounts_credentials() {
    let mut story = Story::begin().await;
    story.next(taken()).await;

    let sent = story.ask().await;

    sent.is(202);
    assert_eq!(*sent.json(), json!({"phone_hint": "+1 •••-•••-••42", "expires_in": 300, "resend_after": 30}));
    let requests = story.twilio.received_requests().await.expect("requests");
    let [request] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(request.method.as_str(), "POST");
    assert_eq!(request.url.path(), format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json"));
    let header = |name: &str| request.headers[name].to_str().expect("ASCII").to_owned();
    assert_eq!(header("content-type"), "application/x-www-form-urlencoded");
    let credentials = data_encoding::BASE64.encode(format!("{ACCOUNT}:{SECRET}").as_bytes());
    assert_eq!(header("authorization"), format!("Basic {credentials}"));
    let orders = story.orders().await;
    let [(to, number), (from, sender), (body, text)] = &orders[0][..] else { panic!("{orders:?}") };
    assert_eq!((to.as_str(), number.as_str()), ("To", NUMBER));
    assert_eq!((from.as_str(), sender.as_str()), ("From", FROM));
    assert_eq!(body, "Body");
    assert!(text.starts_with("Client Portal: "), "{text}");
}

#[actix_web::test]
async fn s4_the_text_that_was_ordered_logs_in() {
    let mut story = Story::begin().await;
    story.next(taken()).await;
    story.ask().await.is(202);

    let code = story.last_code().await;
    let text = story.orders().await[0][2].1.clone();
    assert_eq!(text.lines().last(), Some(&*format!("@localhost #{code}")));
    assert!(text.lines().next().is_some_and(|line| line.contains(&code)), "{text}");
    assert!(text.chars().count() <= 160, "{text}");
    story.client.verify(&code).await.authenticated();
}

#[actix_web::test]
async fn s9_nothing_is_ordered_during_a_wait() {
    let mut story = Story::begin().await;
    story.next(taken()).await;
    story.ask().await.is(202);
    story.app.advance(29);

    story.ask().await.waits(1);

    assert_eq!(story.orders().await.len(), 1);
    story.app.advance(1);
    story.next(taken()).await;
    story.ask().await.is(202);
    assert_eq!(story.orders().await.len(), 2);
}

#[actix_web::test]
async fn s4_sending_again_repeats_the_code() {
    let mut story = Story::begin().await;
    story.next(taken()).await;
    story.ask().await.is(202);
    let first = story.last_code().await;
    story.app.advance(30);
    story.next(taken()).await;

    let again = story.ask().await;

    again.is(202);
    assert_eq!(again["expires_in"], 270, "its end stays: {again}");
    assert_eq!(story.last_code().await, first);
}

#[actix_web::test]
async fn nothing_is_ordered_for_a_password_that_is_wrong_or_a_challenge_that_is_none() {
    let mut story = Story::begin().await;
    story.client.guess("alice").await.refused(401, "invalid_credentials");
    story.client.post("/auth/sms", json!({"challenge_token": "x"})).await.refused(401, "challenge_expired");
    assert_eq!(story.orders().await.len(), 0);
}

#[actix_web::test]
async fn a_text_that_was_taken_counts_as_sent_whatever_the_answer_says() {
    for answer in [
        ResponseTemplate::new(201).set_body_string("<html>Created</html>"),
        ResponseTemplate::new(201),
        ResponseTemplate::new(201).set_body_json(json!({"sid": "SM1", "status": "of another kind"})),
        ResponseTemplate::new(201).set_body_json(json!([1, 2, 3])),
        ResponseTemplate::new(200).set_body_json(json!({"sid": "SM1", "status": "accepted"})),
    ] {
        let mut story = Story::begin().await;
        story.next(answer).await;
        story.ask().await.is(202);
        let code = story.last_code().await;
        story.client.verify(&code).await.authenticated();
        assert_eq!(story.orders().await.len(), 1, "it isn't sent again");
    }
}

#[actix_web::test]
async fn without_a_gateway_sms_is_not_offered() {
    let app = TestApp::with(&[("sms.gateway", "none")]).await;
    let (alice, mut client) = challenged(&app).await;
    assert_eq!(client.log_in(&alice).await.challenged().methods(), ["totp", "backup_code"]);
    let refused = client.ask_for_text().await;
    refused.refused(409, "sms_unavailable");
    assert_eq!(refused["reason"], "no_gateway");
}
