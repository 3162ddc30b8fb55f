//! Bodies: read by the extractor, judged by the handler, so that refusals come in the contract's order.

use std::{convert::Infallible, marker::PhantomData, time::Duration};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header,
    web::{Bytes, BytesMut},
};
use futures_util::{StreamExt, future::LocalBoxFuture};
use serde::de::{DeserializeOwned, IgnoredAny};
use tokio::time::timeout;

use super::error::{ApiError, ApiResult, ErrorCode, Fault};

/// The largest body that is taken (S23).
const LARGEST_BODY: usize = 64 * 1024;

/// How long a body may take to arrive (S23).
const ARRIVES_WITHIN: Duration = Duration::from_secs(15);

/// A JSON body of the shape `T`, received but not judged yet.
///
/// Extracting it never fails: whoever may not call at all is told so before anything about the body,
/// whatever order the extractors end in.
pub struct Body<T> {
    received: ApiResult<Bytes>,
    shape: PhantomData<T>,
}

impl<T: DeserializeOwned> Body<T> {
    /// The body as a value: 415, 413, 400 or 422 where it is none.
    pub fn read(self) -> ApiResult<T> {
        parse(&self.received?)
    }
}

impl<T> FromRequest for Body<T> {
    type Error = Infallible;
    type Future = LocalBoxFuture<'static, Result<Self, Infallible>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let content_type = req.headers().get(header::CONTENT_TYPE).cloned();
        let is_json = content_type.as_ref().is_some_and(|value| is_json(value.as_bytes()));
        let mut payload = payload.take();
        Box::pin(async move {
            let received = match receive_within(ARRIVES_WITHIN, &mut payload).await {
                Ok(body) if !body.is_empty() && !is_json => Err(ErrorCode::UnsupportedMediaType.into()),
                Err(error) if error.code() == ErrorCode::BodyTooLarge && !is_json => {
                    Err(ErrorCode::UnsupportedMediaType.into())
                }
                other => other,
            };
            Ok(Self { received, shape: PhantomData })
        })
    }
}

/// The body, if it is whole in time: one that drips in holds no connection for longer (S23).
async fn receive_within(limit: Duration, payload: &mut Payload) -> ApiResult<Bytes> {
    timeout(limit, receive(payload)).await.unwrap_or_else(|_| {
        let late = format!("The body did not arrive within {} seconds.", limit.as_secs());
        Err(ApiError::from(ErrorCode::MalformedRequest).saying(late))
    })
}

async fn receive(payload: &mut Payload) -> ApiResult<Bytes> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| ErrorCode::MalformedRequest)?;
        if body.len() + chunk.len() > LARGEST_BODY {
            return Err(ErrorCode::BodyTooLarge.into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn is_json(content_type: &[u8]) -> bool {
    let essence = content_type.split(|byte| *byte == b';').next().unwrap_or_default();
    essence.trim_ascii().eq_ignore_ascii_case(b"application/json")
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> ApiResult<T> {
    let body = if body.is_empty() { b"{}" } else { body };
    let text = std::str::from_utf8(body).map_err(|_| ErrorCode::MalformedRequest)?;
    serde_json::from_str::<IgnoredAny>(text).map_err(|_| ErrorCode::MalformedRequest)?;
    // serde reads a struct from an array as well; the contract doesn't.
    if !text.trim_ascii_start().starts_with('{') {
        return Err(Fault::at("", "wrong_type", "The body is a JSON object.").into());
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        // A number too large to be held is JSON all the same, and of no type that is asked for.
        let is_number = error.inner().to_string().starts_with("number out of range");
        if error.inner().is_syntax() && !is_number {
            ErrorCode::MalformedRequest.into()
        } else {
            shape_fault(&error).into()
        }
    })
}

/// Reads the pointer and the kind of fault off serde's message, the only place where it says them.
fn shape_fault(error: &serde_path_to_error::Error<serde_json::Error>) -> Fault {
    let message = error.inner().to_string();
    let named = |prefix: &str| {
        let rest = message.strip_prefix(prefix)?;
        rest.split('`').next().map(str::to_owned)
    };
    let path = pointer(error.path());
    if let Some(field) = named("missing field `") {
        return Fault::required(&format!("{path}/{field}"));
    }
    if let Some(field) = named("unknown field `") {
        let field = escape(&field);
        let pointer = if path.ends_with(&format!("/{field}")) { path } else { format!("{path}/{field}") };
        return Fault::at(&pointer, "unknown_field", "This field is not known here.");
    }
    if named("unknown variant `").is_some() {
        return Fault::at(&path, "invalid", "This value is not one of those allowed.");
    }
    if let Some(field) = named("duplicate field `") {
        return Fault::at(
            &format!("{path}/{}", escape(&field)),
            "duplicate_field",
            "This field stands twice.",
        );
    }
    Fault::at(&path, "wrong_type", "This value has the wrong type.")
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", escape(key)),
            Segment::Enum { variant } => format!("/{}", escape(variant)),
            Segment::Unknown => String::new(),
        })
        .collect()
}

/// RFC 6901 §3.
fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::patch::Patch;
    use proptest::prelude::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Shape {
        name: String,
        #[serde(default)]
        phone: Patch<String>,
        #[serde(default)]
        scopes: Vec<String>,
    }

    fn refusal(body: &str) -> (ErrorCode, String) {
        let error = parse::<Shape>(body.as_bytes()).expect_err("a refusal");
        let rendered = error.render("http://localhost", uuid::Uuid::nil());
        let body = actix_web::body::MessageBody::try_into_bytes(rendered.into_body()).expect("bytes");
        let problem: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
        let fault = &problem["errors"][0];
        (
            error.code(),
            format!("{} {}", fault["pointer"].as_str().unwrap_or("-"), fault["code"].as_str().unwrap_or("-")),
        )
    }

    #[tokio::test]
    async fn s23_a_body_that_is_not_whole_in_time_is_given_up_and_one_that_is_comes_through() {
        let begun = futures_util::stream::once(async { Ok(Bytes::from_static(b"{\"name\":")) });
        let dripping = begun.chain(futures_util::stream::pending());
        let mut payload: Payload = Payload::Stream { payload: Box::pin(dripping) };
        let late = receive_within(Duration::ZERO, &mut payload).await.expect_err("it is never whole");
        assert_eq!((late.code(), late.code().status().as_u16()), (ErrorCode::MalformedRequest, 400));

        let whole = futures_util::stream::iter([Ok(Bytes::from_static(b"{")), Ok(Bytes::from_static(b"}"))]);
        let mut payload: Payload = Payload::Stream { payload: Box::pin(whole) };
        assert_eq!(
            receive_within(ARRIVES_WITHIN, &mut payload).await.expect("it is"),
            Bytes::from_static(b"{}")
        );
    }

    #[test]
    fn faults_of_shape_point_to_their_field() {
        let validation = |place: &str| (ErrorCode::ValidationFailed, place.to_owned());
        assert_eq!(refusal("{}"), validation("/name required"));
        assert_eq!(refusal(""), validation("/name required"));
        assert_eq!(refusal(r#"{"name":5}"#), validation("/name wrong_type"));
        assert_eq!(refusal(r#"{"name":null}"#), validation("/name wrong_type"));
        assert_eq!(refusal(r#"{"name":"a","x/y":1}"#), validation("/x~1y unknown_field"));
        assert_eq!(refusal(r#"{"name":"a","scopes":["b",1]}"#), validation("/scopes/1 wrong_type"));
        assert_eq!(refusal(r#"{"name":1e999}"#), validation("/name wrong_type"));
        assert_eq!(refusal(r#"["a"]"#), validation(" wrong_type"));
        assert_eq!(refusal("null"), validation(" wrong_type"));
    }

    #[test]
    fn what_is_not_json_is_malformed_even_behind_a_fault_of_shape() {
        for body in ["{", r#"{"name":5,"#, "{} {}", "\u{feff}{}", r#"{"name":"\ud800"}"#] {
            assert_eq!(refusal(body).0, ErrorCode::MalformedRequest, "{body}");
        }
    }

    #[test]
    fn null_and_absent_are_told_apart() {
        let absent = parse::<Shape>(br#"{"name":"a"}"#).expect("a shape");
        let null = parse::<Shape>(br#"{"name":"a","phone":null}"#).expect("a shape");
        assert_eq!(absent.phone, Patch::Absent);
        assert_eq!(null.phone, Patch::Null);
    }

    /// JSON, and what is nearly that.
    fn nearly_json() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            Just("{".to_owned()),
            Just("}".to_owned()),
            Just("[".to_owned()),
            Just("]".to_owned()),
            Just(":".to_owned()),
            Just(",".to_owned()),
            Just("null".to_owned()),
            Just("\"name\"".to_owned()),
            Just("\"phone\"".to_owned()),
            Just("\"scopes\"".to_owned()),
            "-?[0-9]{1,3}([.][0-9]{1,3})?(e[+-]?[0-9]{1,4})?",
            "\"(?s:.){0,6}\"",
            "\"\\\\u[dD][89a-fA-F][0-9a-f]{2}\"",
            "\"(\\\\(u[0-9a-fA-F]{4}|[bfnrt\"/x])){0,3}\"",
        ];
        let named = word.clone().prop_map(|value| format!("{{\"name\":{value}}}"));
        prop_oneof![named, prop::collection::vec(word, 0..14).prop_map(|words| words.concat())]
    }

    proptest! {
        #[test]
        fn s23_whatever_comes_is_the_shape_or_a_fault_of_the_caller(
            body in prop_oneof![
                prop::collection::vec(any::<u8>(), 0..60),
                nearly_json().prop_map(String::into_bytes),
            ],
        ) {
            if let Err(error) = parse::<Shape>(&body) {
                prop_assert!(matches!(error.code(), ErrorCode::MalformedRequest | ErrorCode::ValidationFailed));
            }
        }

        #[test]
        fn s23_what_is_json_of_the_shape_is_read_as_it_was_meant(
            name in "(?s:.){0,20}",
            phone in prop::option::of("(?s:.){0,20}"),
            scopes in prop::collection::vec("(?s:.){0,10}", 0..4),
        ) {
            let body = serde_json::json!({ "name": name, "phone": phone, "scopes": scopes }).to_string();
            let read = parse::<Shape>(body.as_bytes()).expect("the shape");
            prop_assert_eq!(read.name, name);
            prop_assert_eq!(read.phone, phone.map_or(Patch::Null, Patch::Value));
            prop_assert_eq!(read.scopes, scopes);
        }
    }
}
