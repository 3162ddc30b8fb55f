use std::fs;

use reqwest::Method;

use crate::support::{Call, TestApp};

#[actix_web::test]
async fn s22_pages_and_assets_are_served_beside_the_service_and_hide_none_of_it() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("assets")).expect("a folder");
    fs::write(dir.path().join("index.html"), "<!doctype html><title>Portal</title>").expect("a file");
    fs::write(dir.path().join("assets/app-1234.js"), "export {};").expect("a file");
    let app = TestApp::with(&[("frontend_dir", dir.path().to_str().expect("a path"))]).await;
    let mut client = app.script();
    let mut get = async |path: &str| client.send(Call::root(Method::GET, path)).await;

    for page in ["/", "/login", "/two-factor"] {
        let answer = get(page).await;
        assert!(answer.is(200).body.contains("Portal"), "{page}");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
    let asset = get("/assets/app-1234.js").await;
    assert_eq!(asset.is(200).header("cache-control"), "public, max-age=31536000, immutable");
    for missing in ["/assets/app-0000.js", "/api/v1/nowhere", "/problems/nonsense"] {
        let answer = get(missing).await;
        assert_eq!(answer.refused(404, "not_found").header("cache-control"), "no-store", "{missing}");
    }
    for (path, allowed) in [("/health/live", "GET, HEAD"), ("/api/v1/countries", "GET, HEAD")] {
        let answer = client.send(Call::root(Method::POST, path)).await;
        assert_eq!(answer.refused(405, "method_not_allowed").header("allow"), allowed);
    }
}
