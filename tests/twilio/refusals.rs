//! What Twilio refuses: told by reason, counted against nothing (S9).

use wiremock::ResponseTemplate;

use super::{Story, refused, taken};

#[actix_web::test]
async fn a_refusal_says_what_its_owner_can_do_and_counts_against_nothing() {
    let mut story = Story::begin().await;
    for (answer, reason) in [
        (refused(400, 21211), "number_invalid"),
        (refused(400, 21614), "not_mobile"),
        (refused(400, 21408), "region_blocked"),
        (refused(400, 21610), "opted_out"),
        (refused(401, 20003), "gateway_down"),
        (refused(429, 20429), "gateway_down"),
        (refused(400, 99999), "gateway_down"),
        (refused(503, 20503), "gateway_down"),
        (ResponseTemplate::new(500).set_body_string("<html>"), "gateway_down"),
        (ResponseTemplate::new(400).set_body_string("no JSON"), "gateway_down"),
        (ResponseTemplate::new(302).insert_header("location", "/elsewhere"), "gateway_down"),
    ] {
        story.next(answer).await;
        let answer = story.ask().await;
        answer.refused(502, "sms_not_sent");
        assert_eq!(answer["reason"], reason, "{answer}");
    }
    assert_eq!(story.orders().await.len(), 11, "nothing is tried twice");

    // More were refused than an hour allows; the first that goes out waits the first wait.
    story.next(taken()).await;
    let sent = story.ask().await;
    assert_eq!(sent.is(202).number("resend_after"), 30);
}

#[actix_web::test]
async fn a_refusal_leaves_the_older_code_good() {
    let mut story = Story::begin().await;
    story.next(taken()).await;
    story.ask().await.is(202);
    let code = story.last_code().await;

    // So near to its end a new code would take its place.
    story.app.advance(250);
    story.next(refused(500, 20500)).await;
    story.ask().await.refused(502, "sms_not_sent");

    story.client.verify(&code).await.authenticated();
}

#[actix_web::test]
async fn a_code_that_was_refused_is_no_code() {
    let mut story = Story::begin().await;
    story.next(refused(400, 21610)).await;
    story.ask().await.refused(502, "sms_not_sent");
    let unsent = story.last_code().await;
    story.client.verify(&unsent).await.refused(401, "invalid_code");
}

#[actix_web::test]
async fn another_way_still_leads_in_after_a_refusal() {
    let mut story = Story::begin().await;
    story.next(refused(400, 21408)).await;
    story.ask().await.refused(502, "sms_not_sent");
    story.client.verify(&story.alice.totp_code(story.app.now())).await.authenticated();
}

#[actix_web::test]
async fn a_proof_of_the_number_is_refused_alike() {
    let twilio = wiremock::MockServer::start().await;
    let app = super::app_with_gateway(&twilio.uri()).await;
    let bob = app.user("bob").with_phone(super::NUMBER).create().await;
    let mut client = app.script();
    client.sign_in(&bob).await;
    let mock = wiremock::Mock::given(wiremock::matchers::method("POST"));
    mock.respond_with(refused(400, 21614)).mount(&twilio).await;
    for _ in 0..6 {
        let answer = client.post("/me/phone/code", crate::support::json!({})).await;
        answer.refused(502, "sms_not_sent");
        assert_eq!(answer["reason"], "not_mobile");
    }
}
