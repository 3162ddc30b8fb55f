use crate::support::{TestApp, json};

#[actix_web::test]
async fn support_is_as_configured() {
    let app = TestApp::with(&[
        ("support.email", "help@example.com"),
        ("support.phone", "+1 201-555-0100"),
        ("support.hours", "24 hours a day"),
        ("support.url", "https://example.com/help"),
    ])
    .await;
    assert_eq!(
        *app.script().get("/support").await.is(200).json(),
        json!({
            "brand": "Client Portal",
            "email": "help@example.com",
            "phone": "+1 201-555-0100",
            "hours": "24 hours a day",
            "url": "https://example.com/help",
        })
    );
}

#[actix_web::test]
async fn what_is_not_configured_is_null() {
    let app = TestApp::start().await;
    let nothing = json!({"brand": "Client Portal", "email": null, "phone": null, "hours": null, "url": null});
    assert_eq!(*app.script().get("/support").await.is(200).json(), nothing);
}
