use reqwest::Method;

use crate::support::{Call, TestApp, json};

#[actix_web::test]
async fn it_lives_and_is_ready() {
    let app = TestApp::start().await;
    for path in ["/health/live", "/health/ready"] {
        let answer = app.script().send(Call::root(Method::GET, path)).await;
        assert_eq!(*answer.is(200).json(), json!({"status": "ok"}), "{path}");
    }
}
