//! The contract and its reference, from the binary.

use reqwest::Method;

use crate::support::{Call, TestApp};

#[actix_web::test]
async fn the_contract_is_served_in_both_forms() {
    let app = TestApp::start().await;
    let json = app.script().get("/openapi.json").await;
    assert_eq!(json.is(200)["openapi"].as_str().map(|version| &version[..3]), Some("3.1"));
    assert_eq!(json.header("content-type"), "application/json");

    let yaml = app.script().get("/openapi.yaml").await;
    let kept = std::fs::read_to_string(crate::cli::process::root().join("openapi.yaml")).expect("the file");
    assert!(yaml.is(200).body == kept, "openapi.yaml is not current: run `make openapi`");
    assert_eq!(yaml.header("content-type"), "application/yaml");
}

#[actix_web::test]
async fn the_reference_comes_from_the_binary_alone() {
    let app = TestApp::start().await;
    let mut client = app.script();
    let redirect = client.send(Call::root(Method::GET, "/docs")).await;
    assert_eq!((redirect.status / 100, redirect.header("location")), (3, "/docs/"));

    let page = client.send(Call::root(Method::GET, "/docs/")).await;
    assert!(page.is(200).header("content-type").starts_with("text/html"));
    let sources = page.body.split(['"', '\'']).filter(|part| part.contains("//"));
    let foreign: Vec<_> = sources.filter(|part| part.starts_with("http") || part.starts_with("//")).collect();
    assert!(foreign.is_empty(), "no CDN: {foreign:?}");
    // The CSP lets no script in the page itself pass.
    let inline = page.body.split("<script").skip(1).filter(|rest| {
        let (tag, after) = rest.split_once('>').unwrap_or((rest, ""));
        !tag.contains("src=") && !after.trim_start().starts_with("</script")
    });
    assert_eq!(inline.count(), 0, "{}", page.body);

    for file in page.body.split('"').filter(|part| part.starts_with("./")) {
        let path = format!("/docs/{}", file.trim_start_matches("./"));
        client.send(Call::root(Method::GET, &path)).await.is(200);
    }
    // Swagger UI's own page has neither our theme nor the name of the portal.
    assert!(page.body.contains("./portal.css") && page.body.contains("./portal.js"), "{}", page.body);
    let settings = client.send(Call::root(Method::GET, "/docs/swagger-initializer.js")).await;
    assert!(settings.is(200).body.contains(r#""persistAuthorization": false"#), "{settings}");
    assert!(
        settings.body.contains(r#""validatorUrl": "none""#),
        "nobody else judges the contract: {settings}"
    );
    client.send(Call::root(Method::GET, "/docs/nothing.js")).await.refused(404, "not_found");
    client.send(Call::root(Method::GET, "/docs/..%2f..%2fCargo.toml")).await.refused(404, "not_found");
}
