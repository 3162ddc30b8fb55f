use actix_web::{http::header::HeaderValue, test::TestRequest};
use proptest::prelude::*;

use super::*;

/// A request with these values of one header, but for those that no header can have.
fn with(name: &header::HeaderName, values: &[Vec<u8>]) -> HttpRequest {
    let values = values.iter().filter_map(|value| HeaderValue::from_bytes(value).ok());
    let req = values.fold(TestRequest::default(), |req, value| req.append_header((name.clone(), value)));
    req.to_http_request()
}

/// Bytes as they may come, and what has the signs of these headers in it.
fn header_bytes() -> impl Strategy<Value = Vec<u8>> {
    let near = "(bearer|Bearer|Basic|for|FOR|by|host)?[ ]{0,2}[a-z0-9.:,;=\"\\[\\] ]{0,30}";
    prop_oneof![prop::collection::vec(any::<u8>(), 0..40), near.prop_map(String::into_bytes)]
}

#[test]
fn devices_are_named_for_people() {
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    assert_eq!(device_name(firefox), "Firefox on Linux");
    assert_eq!(device_name("curl/8.5.0"), "curl");
    assert_eq!(device_name(""), "Unknown device");
}

proptest! {
    #[test]
    fn s23_whatever_authorization_says_a_token_is_bounded_or_none(
        values in prop::collection::vec(header_bytes(), 0..3),
    ) {
        let token = bearer_token(&with(&header::AUTHORIZATION, &values));
        prop_assert!(token.is_none_or(|token| (1..=LONGEST_TOKEN).contains(&token.len())));
    }

    #[test]
    fn s23_a_token_reads_back_and_two_are_none(token in "[A-Za-z0-9._~+/=-]{1,4200}", scheme in "[bB][eE]arer") {
        let value = format!("{scheme} {token}").into_bytes();
        let read = bearer_token(&with(&header::AUTHORIZATION, std::slice::from_ref(&value)));
        prop_assert_eq!(read, (token.len() <= LONGEST_TOKEN).then_some(token));
        prop_assert_eq!(bearer_token(&with(&header::AUTHORIZATION, &[value.clone(), value])), None);
    }

    #[test]
    fn s23_whatever_a_client_wrote_the_entry_of_the_proxy_stands_last(
        forged in prop::collection::vec(header_bytes(), 0..3),
        number in 1..255_u8,
    ) {
        let seen = format!("203.0.113.{number}");
        let mut values = forged.clone();
        values.push(seen.clone().into_bytes());
        let chain = forwarded_for(&with(&header::X_FORWARDED_FOR, &values));
        prop_assert_eq!(chain.last(), Some(&seen));

        let mut values = forged;
        values.push(format!("proto=https;for=\"{seen}\"").into_bytes());
        let chain = forwarded_for(&with(&header::FORWARDED, &values));
        prop_assert_eq!(chain.last(), Some(&seen));
    }

    #[test]
    fn s23_whatever_calls_itself_something_has_one_bounded_line_for_a_name(
        agent in "(?s:.){0,200}|Mozilla/5.0 \\([A-Za-z0-9 .;:_-]{0,60}\\) [A-Za-z0-9 ./]{0,60}",
    ) {
        let name = device_name(&agent);
        prop_assert!((1..=64).contains(&name.chars().count()) && !name.contains(char::is_control), "{name:?}");
    }
}
