//! What every answer has: an id, the headers of S22, and a problem in full where something went wrong.

use std::sync::LazyLock;

use actix_web::{
    Error, HttpResponse,
    body::{BoxBody, EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::{
        Method,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    rt,
};
use uuid::Uuid;
use vestibule_domain::id::RequestId;

use super::{
    error::ApiError,
    extract::{ClientAddress, app_of},
    observed::Observed,
    security_event::{self, Concerned},
};
use crate::{app::App, delivery};

/// The headers of S22 that never differ.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CROSS_ORIGIN_OPENER_POLICY, "same-origin"),
    (header::CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"),
    (header::PERMISSIONS_POLICY, "otp-credentials=(self)"),
];

/// React Aria writes one style element; its hash stands for it, so that no other one passes.
const STYLE_HASHES: &str = include_str!("../../../frontend/csp-style-hashes.txt");

static CSP: LazyLock<HeaderValue> = LazyLock::new(|| {
    let hashes = STYLE_HASHES.split_whitespace().collect::<Vec<_>>().join(" ");
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' {hashes}; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; manifest-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).expect("hashes are visible ASCII")
});

const HSTS: &str = "max-age=31536000; includeSubDomains";

/// Wraps every call.
pub async fn complete<B: MessageBody + 'static>(
    mut req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let app = app_of(req.request()).clone();
    // Made here and never taken from the request.
    let id = RequestId::new(app.now(), &mut app.rng()).as_uuid();
    if req.method() == Method::HEAD {
        // The connection still knows that the body of the answer is not to be sent.
        req.head_mut().method = Method::GET;
    }
    let observed = Observed::begin(&req, id);

    // On a task of its own: what a request began goes to its end, mails included, also where its client is gone.
    let handled = next.call(req);
    let delivering = app.clone();
    let called = rt::spawn(async move {
        let heard = security_event::listen(handled).await;
        delivery::deliver_before_answer(&delivering).await;
        heard
    });
    let Ok((called, concerned)) = called.await else {
        let error = ApiError::internal("a handler panicked");
        observed.answered(&app, error.code().status(), Some(&error), Concerned::default(), || None);
        let mut answer = error.render(&app.config.public_url, id);
        add_headers(&app, id, observed.path(), answer.headers_mut());
        return Err(InternalError::from_response("panic", answer).into());
    };
    let response = called?;
    let problem = problem_of(response.response());
    let ip = || Some(ClientAddress::of(response.request()).ip);
    observed.answered(&app, response.status(), problem.as_ref(), concerned, ip);
    let mut response = match problem {
        Some(error) => in_full(response, error.render(&app.config.public_url, id)),
        None => response.map_into_left_body(),
    };
    forget_unasked_cors(response.headers_mut());
    add_headers(&app, id, observed.path(), response.headers_mut());
    Ok(response)
}

/// What went wrong, also where it was actix itself that found it.
fn problem_of<B>(response: &HttpResponse<B>) -> Option<ApiError> {
    if let Some(error) = response.error() {
        return Some(match error.as_error::<ApiError>() {
            Some(error) => error.share(),
            None => ApiError::of_status(error.as_response_error().status_code(), error.to_string()),
        });
    }
    let status = response.status();
    let is_problem = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes() == b"application/problem+json");
    (status.is_client_error() || status.is_server_error()).then_some(())?;
    (!is_problem).then(|| ApiError::of_status(status, String::new()))
}

/// The problem in the place of an answer that only has its status.
fn in_full<B: MessageBody>(
    response: ServiceResponse<B>,
    mut problem: HttpResponse,
) -> ServiceResponse<EitherBody<B, BoxBody>> {
    problem.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in kept_headers(response.headers()) {
        problem.headers_mut().append(name, value);
    }
    response.into_response(problem).map_into_right_body()
}

/// CORS speaks on refusals, too.
fn kept_headers(headers: &HeaderMap) -> Vec<(HeaderName, HeaderValue)> {
    let kept = |name: &HeaderName| name.as_str().starts_with("access-control-") || *name == header::VARY;
    headers.iter().filter(|(name, _)| kept(name)).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Built assets have a hash in their name and never change; pages are asked for anew; the API is never kept.
fn caching(path: &str) -> &'static str {
    if path.starts_with("/assets/") {
        "public, max-age=31536000, immutable"
    } else if path.starts_with("/api/") {
        "no-store"
    } else {
        "no-cache"
    }
}

/// Says nothing of CORS to whom it doesn't concern.
fn forget_unasked_cors(headers: &mut HeaderMap) {
    if headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        return;
    }
    let unasked: Vec<_> =
        headers.keys().filter(|name| name.as_str().starts_with("access-control-")).cloned().collect();
    for name in unasked {
        headers.remove(name);
    }
}

fn add_headers(app: &App, id: Uuid, path: &str, headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, CSP.clone());
    }
    if app.config.is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching(path)));
    }
    let now = app.now().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    for (name, value) in [(header::DATE, now), (HeaderName::from_static("x-request-id"), id.to_string())] {
        headers.insert(name, HeaderValue::from_str(&value).expect("a date and an id are visible ASCII"));
    }
}
