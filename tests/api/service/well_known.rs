//! `/.well-known/`: where to change a password, whom to tell of a weakness, which apps belong to the portal.

use std::fs;

use reqwest::Method;

use crate::support::{Answer, Call, TestApp, json, raw};

async fn get(app: &TestApp, name: &str) -> Answer {
    app.script().send(Call::root(Method::GET, &format!("/.well-known/{name}"))).await
}

#[actix_web::test]
async fn password_managers_are_led_to_the_page_of_the_password() {
    let app = TestApp::start().await;
    let answer = get(&app, "change-password").await;
    assert_eq!((answer.status, answer.header("location")), (303, "/password"));
    // How they find out whether a status means anything here.
    get(&app, "resource-that-should-not-exist-whose-status-code-should-not-be-200")
        .await
        .refused(404, "not_found");
}

#[actix_web::test]
async fn security_txt_tells_whom_to_write_to_and_until_when_it_holds() {
    let app = TestApp::with(&[
        ("support.email", "hilfe&mehr@example.com"),
        ("support.phone", "+1 201-555-0100"),
        ("support.url", "https://example.com/security"),
    ])
    .await;
    let answer = get(&app, "security.txt").await;
    assert_eq!(answer.is(200).header("content-type"), "text/plain; charset=utf-8");
    let wanted = format!(
        "Contact: mailto:hilfe%26mehr@example.com\n\
         Contact: https://example.com/security\n\
         Contact: tel:+12015550100\n\
         Expires: 2027-07-14T08:00:00Z\n\
         Preferred-Languages: en, de\n\
         Canonical: {}/.well-known/security.txt\n",
        app.public_url
    );
    assert_eq!(answer.body, wanted);

    app.advance(86_400);
    let later = get(&app, "security.txt").await;
    assert!(later.body.contains("Expires: 2027-07-15T08:00:00Z"), "it never runs out: {later}");
}

#[actix_web::test]
async fn security_txt_has_a_contact_also_where_none_is_configured_that_fits() {
    for settings in [&[][..], &[("support.phone", "555 0100"), ("support.url", "http://example.com/help")]] {
        let app = TestApp::with(settings).await;
        let answer = get(&app, "security.txt").await;
        let contacts: Vec<_> =
            answer.is(200).body.lines().filter(|line| line.starts_with("Contact: ")).collect();
        assert_eq!(contacts, [format!("Contact: {}", app.public_url)]);
    }
}

#[actix_web::test]
async fn the_files_of_apps_are_served_as_json_from_their_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let apple = json!({"webcredentials": {"apps": ["ABCDE12345.com.example.portal"]}});
    let android = json!([{"relation": ["delegate_permission/common.get_login_creds"]}]);
    fs::write(folder.path().join("apple-app-site-association"), apple.to_string()).expect("written");
    let app = TestApp::with(&[("well_known_dir", folder.path().to_str().expect("a path"))]).await;

    let answer = get(&app, "apple-app-site-association").await;
    assert_eq!(*answer.is(200).json(), apple);
    assert_eq!(answer.header("content-type"), "application/json");
    assert!(answer.header("cache-control").starts_with("public"), "{answer}");

    get(&app, "assetlinks.json").await.refused(404, "not_found");
    fs::write(folder.path().join("assetlinks.json"), android.to_string()).expect("written");
    let answer = get(&app, "assetlinks.json").await;
    assert_eq!(*answer.is(200).json(), android);
    assert_eq!(answer.header("content-type"), "application/json");
}

#[actix_web::test]
async fn nothing_else_of_that_folder_is_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("public");
    fs::create_dir(&dir).expect("a folder");
    for file in ["public/notes.txt", "public/assetlinks.json", "secret.txt"] {
        fs::write(folder.path().join(file), "[\"hush-hush\"]").expect("written");
    }
    let app = TestApp::with(&[("well_known_dir", dir.to_str().expect("a path"))]).await;
    for name in [
        "",
        "notes.txt",
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "assetlinks.json/",
        "assetlinks.json/../notes.txt",
        "assetlinks.json%2f..%2fnotes.txt",
        "ASSETLINKS.JSON",
    ] {
        let head =
            format!("GET /.well-known/{name} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let answer = raw(&app, head.as_bytes()).await;
        assert!(answer.status == 404 && !answer.body.contains("hush-hush"), "{name}: {answer}");
    }
}

#[actix_web::test]
async fn without_a_folder_there_are_no_files_of_apps() {
    let app = TestApp::start().await;
    for name in ["apple-app-site-association", "assetlinks.json"] {
        get(&app, name).await.refused(404, "not_found");
    }
}

#[actix_web::test]
async fn only_reading_is_possible() {
    let app = TestApp::start().await;
    for name in ["change-password", "security.txt", "apple-app-site-association", "assetlinks.json"] {
        let path = format!("/.well-known/{name}");
        let answer = app.script().send(Call::root(Method::POST, &path)).await;
        assert_eq!(answer.refused(405, "method_not_allowed").header("allow"), "GET, HEAD", "{name}");
    }
}
