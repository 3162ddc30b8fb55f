//! The id, the date and the shape of every answer.

use reqwest::Method;

use crate::support::{Call, TestApp, json};

#[actix_web::test]
async fn the_request_id_is_made_here_and_equals_the_problems() {
    let app = TestApp::start().await;
    let mut client = app.script();
    let mine = "01890000-0000-7000-8000-000000000000";
    let call = || Call::get("/me").header("X-Request-Id", mine);

    let (first, second) = (client.send(call()).await, client.send(call()).await);

    for answer in [&first, &second] {
        assert_ne!(answer.header("x-request-id"), mine);
        assert_eq!(answer.header("x-request-id"), answer.text("request_id"));
        assert_eq!(answer.header("x-request-id").len(), 36, "{answer}");
    }
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    let fine = client.send(Call::get("/support").header("X-Request-Id", mine)).await;
    assert!(fine.is(200).header("x-request-id").len() == 36 && fine.header("x-request-id") != mine);
}

#[actix_web::test]
async fn the_date_is_the_services_so_that_codes_can_be_computed_from_it() {
    let app = TestApp::start().await;
    app.advance(61);
    for call in [Call::get("/me"), Call::get("/support"), Call::root(Method::GET, "/nowhere")] {
        let answer = app.script().send(call).await;
        assert_eq!(answer.header("date"), "Fri, 15 Jan 2027 08:01:01 GMT");
        assert_eq!(answer.headers.get_all("date").iter().count(), 1);
    }
}

#[actix_web::test]
async fn a_problem_is_the_same_whatever_the_client_accepts() {
    let app = TestApp::start().await;
    for accept in ["application/json", "text/html", "*/*", "nonsense"] {
        let call = Call::get("/me").header("Accept", accept).header("Accept-Language", "de");
        let refused = app.script().send(call).await;
        refused.refused(401, "invalid_token");
        assert_eq!(refused.text("title"), "The token is missing or no longer good.");
    }
}

#[actix_web::test]
async fn what_the_request_holds_is_not_told_back() {
    let app = TestApp::start().await;
    let mut client = app.script();
    let body = json!({"username": "a-name-of-mine", "password": "hush-hush-hush-hush"});
    let refused = client.post("/auth/login", body).await;
    assert!(!refused.body.contains("hush") && !refused.body.contains("a-name"), "{refused}");
    let missing = client.get("/nowhere-of-mine").await;
    assert!(!missing.body.contains("of-mine"), "{missing}");
}
