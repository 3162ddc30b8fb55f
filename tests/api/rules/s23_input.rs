//! S23: what stands in paths, queries and bodies. No call is the service's fault, whatever it holds.

use reqwest::Method;

use crate::support::{Answer, Call, Client, TestApp, Value, contract, contract::CONTRACT, json};

/// Texts that somebody's parser once stumbled over.
const TEXTS: [&str; 16] = [
    "",
    " ",
    "\u{0}",
    "a\u{0}b",
    "null",
    "-1",
    "99999999999999999999999999",
    "1e999",
    "../../etc/passwd",
    "%00",
    "%s%n{}{{7*7}}${jndi:x}",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "\u{202e}\u{feff}\u{200b}\r\n\t",
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "0x\u{661}\u{662}\u{663}\u{ff11}\u{ff12}",
];

/// An admin who may do everything, as fresh as can be.
async fn office(app: &TestApp, team: &str) -> Client {
    let name = format!("ada{}", app.now().timestamp());
    let ada = app.user(&name).in_team(team).admin().with_totp().with_phone("+12015550123").create().await;
    let mut client = app.script();
    client.sign_in(&ada).await;
    client
}

#[track_caller]
fn is_told_as_a_refusal_at_worst(told: &str, answer: &Answer) {
    assert!((200..500).contains(&answer.status), "{told}: {answer}");
    if answer.status >= 400 {
        assert_eq!(answer.header("content-type"), "application/problem+json", "{told}: {answer}");
    }
}

/// What stands for a text in a path or a query.
fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
}

#[actix_web::test]
async fn s23_a_path_may_hold_anything_and_names_nothing() {
    let app = TestApp::start().await;
    let mut ada = office(&app, "Acme").await;
    let long = "a".repeat(5000);
    let parts: Vec<_> = TEXTS.iter().filter(|text| !text.is_empty()).map(|text| escaped(text)).collect();
    let others = ["%ff%fe", "%zz", "%", "%2f..%2f..", "..%5c", &long, "01890000-0000-7000-8000-00000000000g"];
    for operation in contract::operations().filter(|operation| operation.path.contains('{')) {
        let Ok(method) = Method::from_bytes(operation.method.as_bytes()) else { panic!("{operation}") };
        for part in parts.iter().map(String::as_str).chain(others) {
            let path = operation.some_path().replace("01890000-0000-7000-8000-000000000000", part);
            let answer = ada.send(Call::root(method.clone(), &path)).await;
            assert_eq!(answer.status, 404, "{operation} with {part:.60}: {answer}");
            answer.refused(404, "not_found");
        }
    }
}

#[actix_web::test]
async fn s23_a_query_may_hold_anything_and_is_refused_at_worst() {
    let app = TestApp::start().await;
    let mut ada = office(&app, "Acme").await;
    let bare = [
        "%ff",
        "%",
        "%zz",
        "&&&",
        "=",
        "==&=",
        "limit",
        "limit=1&limit=2",
        "limit[]=1",
        "limit=0",
        "%00=%00",
    ];
    for operation in contract::operations().filter(|operation| operation.method == "GET") {
        let parameters = operation.told["parameters"].as_array().map_or(&[][..], Vec::as_slice);
        let queried = parameters.iter().filter(|parameter| parameter["in"] == "query");
        let names = queried.map(|parameter| parameter["name"].as_str().expect("a name"));
        let valued = names.flat_map(|name| TEXTS.map(|text| format!("{name}={}", escaped(text))));
        for query in valued.chain(bare.map(str::to_owned)) {
            let path = format!("{}?{query}", operation.some_path());
            let answer = ada.send(Call::root(Method::GET, &path)).await;
            is_told_as_a_refusal_at_worst(&format!("{operation}?{query}"), &answer);
        }
    }
}

/// What a schema allows at its simplest, with one text wherever a text may stand.
fn filled(schema: &Value, text: &str) -> Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
        return filled(&CONTRACT["components"]["schemas"][name], text);
    }
    if let Some(one) = schema["oneOf"].as_array().and_then(|ways| ways.first()) {
        return filled(one, text);
    }
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    let kind = schema["type"].as_array().map_or(&schema["type"], |kinds| &kinds[0]);
    match kind.as_str() {
        Some("object") => {
            let members = schema["properties"].as_object().into_iter().flatten();
            members.map(|(name, schema)| (name.clone(), filled(schema, text))).collect()
        }
        Some("array") => json!([filled(&schema["items"], text)]),
        Some("boolean") => json!(true),
        Some("integer") => json!(1),
        _ => json!(text),
    }
}

#[actix_web::test]
async fn s23_a_text_in_a_body_may_be_anything_and_is_refused_at_worst() {
    let app = TestApp::behind_a_proxy().await;
    let long = "\u{e4}".repeat(20_000);
    let mut number = 0_u32;
    for operation in contract::operations() {
        let schema = &operation.told["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_null() {
            continue;
        }
        let method = Method::from_bytes(operation.method.as_bytes()).expect("a method");
        // A person and a team an operation, so that none stands in another one's way.
        let mut ada = office(&app, &operation.to_string()).await;
        for text in TEXTS.into_iter().chain([long.as_str()]) {
            let whole = filled(schema, text);
            let members = whole.as_object().expect("an object");
            // One by one as well: a fault of one member hides what another one does.
            let alone = members.iter().map(|(name, value)| json!({ name: value }));
            for body in std::iter::once(whole.clone()).chain(alone) {
                number += 1;
                let address = format!("2001:db8:{:x}:{:x}::1", number >> 16, number & 0xffff);
                let call = Call::root(method.clone(), &operation.some_path()).json(&body);
                let answer = ada.clone().from(&address).send(call).await;
                is_told_as_a_refusal_at_worst(&format!("{operation} {body:.200}"), &answer);
            }
        }
        let is_over = operation.path.ends_with("/logout");
        ada.get("/me").await.is(if is_over { 401 } else { 200 });
    }
}

#[actix_web::test]
async fn s23_json_that_is_hostile_is_refused_as_what_it_is() {
    let app = TestApp::start().await;
    let name = |value: &str| format!(r#"{{"username":{value},"password":"x"}}"#);
    for (body, status) in [
        ("[".repeat(60_000), 400),
        (r#"{"a":"#.repeat(12_000), 400),
        (name(&format!("{}{}", "[".repeat(30_000), "]".repeat(30_000))), 422),
        (r#"{"username":"a","username":"b","password":"c"}"#.to_owned(), 422),
        (name("1e999"), 422),
        (name(&"9".repeat(5000)), 422),
        (name("-0.0e-9999"), 422),
        (name("NaN"), 400),
        (name("0123"), 400),
        (name(r#""\ud800""#), 400),
        (name("\"\u{1}\""), 400),
        ("\u{feff}{}".to_owned(), 400),
        ("{} {}".to_owned(), 400),
        ("{,}".to_owned(), 400),
        (r#"{"__proto__":{},"username":"a","password":"b"}"#.to_owned(), 422),
        ("\u{0}".to_owned(), 400),
        ("\"\"".to_owned(), 422),
        ("0".to_owned(), 422),
    ] {
        let answer =
            app.script().send(Call::post("/auth/login").body("application/json", body.clone())).await;
        let code = if status == 400 { "malformed_request" } else { "validation_failed" };
        assert_eq!(answer.status, status, "{body:.100}: {answer}");
        answer.refused(status, code);
    }
    for bytes in [&b"{\"username\":\"\xff\",\"password\":\"x\"}"[..], b"\xff\xfe{\0}\0"] {
        let call = Call::post("/auth/login").body("application/json", bytes);
        app.script().send(call).await.refused(400, "malformed_request");
    }
}

#[actix_web::test]
async fn s23_a_number_past_all_bounds_is_a_fault_at_its_field() {
    let app = TestApp::start().await;
    let mut ada = office(&app, "Acme").await;
    for number in ["1e999", "-1", "0", "366", "1.5", "9223372036854775808", "-9223372036854775809"] {
        let body = format!(r#"{{"name":"a","scopes":["team:read"],"expires_in_days":{number}}}"#);
        let answer = ada.send(Call::post("/me/api-tokens").body("application/json", body)).await;
        answer.faulty_at("/expires_in_days");
        let body = format!(r#"{{"grace_days":{number}}}"#);
        let call = Call::new(Method::PUT, "/team/policy").body("application/json", body);
        let answer = ada.send(call).await;
        if number != "0" {
            answer.faulty_at("/grace_days");
        }
    }
}
