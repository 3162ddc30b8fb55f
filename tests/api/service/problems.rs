use std::collections::BTreeSet;

use reqwest::Method;

use crate::support::{Call, TestApp, Value};

/// The table of errors of the design, status by code.
const TABLE: [(&str, u64); 26] = [
    ("malformed_request", 400),
    ("invalid_credentials", 401),
    ("invalid_code", 401),
    ("challenge_expired", 401),
    ("invalid_token", 401),
    ("refresh_reused", 401),
    ("step_up_required", 403),
    ("enrollment_required", 403),
    ("forbidden", 403),
    ("origin_not_allowed", 403),
    ("not_found", 404),
    ("method_not_allowed", 405),
    ("already_exists", 409),
    ("required_by_team", 409),
    ("last_admin", 409),
    ("two_factor_off", 409),
    ("sms_unavailable", 409),
    ("link_expired", 410),
    ("enrollment_expired", 410),
    ("body_too_large", 413),
    ("unsupported_media_type", 415),
    ("validation_failed", 422),
    ("rate_limited", 429),
    ("sms_not_sent", 502),
    ("overloaded", 503),
    ("unavailable", 503),
];

#[actix_web::test]
async fn the_catalogue_lists_every_problem_with_its_status() {
    let app = TestApp::start().await;
    let answer = app.script().get("/problems").await;
    let all = answer.is(200).json()["items"].as_array().expect("a list");
    for (code, status) in TABLE {
        let known = all.iter().find(|problem| problem["code"] == code);
        assert_eq!(known.and_then(|problem| problem["status"].as_u64()), Some(status), "{code}");
    }
    let retryable = all.iter().filter(|problem| problem["retryable"] == true);
    let retryable: BTreeSet<_> = retryable.filter_map(|problem| problem["code"].as_str()).collect();
    assert!(retryable.is_superset(&BTreeSet::from(["rate_limited", "overloaded", "unavailable"])));
    let limited = all.iter().find(|problem| problem["code"] == "rate_limited").expect("listed");
    assert_eq!(limited["added_fields"], Value::from(vec!["retry_after"]));
}

#[actix_web::test]
async fn every_problem_has_a_page_which_is_its_type() {
    let app = TestApp::start().await;
    let mut client = app.script();
    let all = client.get("/problems").await.json()["items"].clone();
    for problem in all.as_array().expect("a list") {
        let code = problem["code"].as_str().expect("a code");
        let page = client.send(Call::root(Method::GET, &format!("/problems/{code}"))).await;
        assert!(page.is(200).header("content-type").starts_with("text/html"), "{code}");
        assert!(page.body.contains(code) && page.body.contains(problem["title"].as_str().expect("a title")));
        assert!(page.body.contains(&format!("status {}", problem["status"])), "{code}");
        assert!(page.body.contains("What to do next") && page.body.contains("href=\"/docs/\""), "{code}");
        let waits = page.body.contains("<code>Retry-After</code>");
        assert_eq!(waits, problem["retryable"] == true, "{code}");
        for member in problem["added_fields"].as_array().expect("members") {
            assert!(page.body.contains(member.as_str().expect("a name")), "{code}: {member}");
        }
    }
    let refused = client.get("/nowhere").await;
    assert_eq!(refused.text("type"), format!("{}/problems/not_found", app.public_url));
    client.send(Call::root(Method::GET, "/problems/nonsense")).await.refused(404, "not_found");
    let page = client.send(Call::root(Method::GET, "/problems/%3Cscript%3E")).await;
    assert!(!page.body.contains("<script>"), "{page}");
}
