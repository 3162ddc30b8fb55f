use std::time::{Duration, Instant};

use reqwest::Method;

use crate::support::{Call, TestApp};

/// Soon enough that nobody in between has given up.
const SOON: Duration = Duration::from_secs(10);

#[actix_web::test]
async fn s23_c118_a_full_pool_is_told_soon_and_nobody_hangs() {
    let app = TestApp::start().await;
    let alice = app.user("alice").create().await;
    // Every connection there is; on SQLite the only turn to write.
    let mut held = Vec::new();
    while let Ok(taken) = app.service().begin().await {
        held.push(taken);
    }

    let since = Instant::now();
    let refused = app.script().log_in(&alice).await;
    refused.refused(503, "unavailable");
    assert!(since.elapsed() < SOON, "{:?}", since.elapsed());
    let live = app.script().send(Call::root(Method::GET, "/health/live")).await;
    live.is(200);

    drop(held);
    app.script().log_in(&alice).await.authenticated();
}
