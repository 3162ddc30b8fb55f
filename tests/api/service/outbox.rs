use crate::support::{TestApp, Value, json};

#[actix_web::test]
async fn messages_that_went_nowhere_are_shown_newest_first() {
    let app = TestApp::start().await;
    let alice = app.user("alice").with_phone("+12015550142").create().await;
    let mut client = app.script();
    client.sign_in(&alice).await;
    client.post("/me/phone/code", json!({})).await.is(202);
    app.advance(30);
    client.post("/me/phone/code", json!({})).await.is(202);

    let page = app.script().get("/outbox").await;

    let texts: Vec<&Value> = page.is(200)["items"].as_array().expect("items").iter().collect();
    let texts: Vec<_> = texts.into_iter().filter(|message| message["channel"] == "sms").collect();
    assert_eq!(texts.len(), 2);
    assert_eq!(texts[0]["to"], "+12015550142");
    assert_eq!(
        [&texts[0]["sent_at"], &texts[1]["sent_at"]],
        [&json!("2027-01-15T08:00:30Z"), &json!("2027-01-15T08:00:00Z")]
    );
    assert_eq!(page["next_cursor"], Value::Null);
}

#[actix_web::test]
async fn s28_beyond_development_there_is_no_outbox() {
    let app = TestApp::with(&[
        ("public_url", "https://portal.example.com"),
        ("sms.gateway", "none"),
        ("mail.gateway", "smtp"),
        ("mail.smtp_url", "smtp://127.0.0.1:1?tls=none"),
        ("mail.from", "portal@example.com"),
        ("master_key", "aHVzaC1odXNoLWh1c2gtaHVzaC1odXNoLWh1c2gtaHU="),
    ])
    .await;
    app.script().get("/outbox").await.refused(404, "not_found");
}
