//! What whoever runs the service hears of a call: its log event, its security event (S30), its metrics.

use std::time::Instant;

use actix_web::{
    dev::ServiceRequest,
    http::{Method, StatusCode},
};
use uuid::Uuid;

use super::{
    error::{ApiError, ErrorCode},
    security_event::{self, Answered, Concerned},
};
use crate::app::App;

/// A call, from before it is handled.
pub struct Observed {
    request_id: Uuid,
    method: Method,
    path: String,
    /// The pattern of the route, where there is one.
    route: Option<String>,
    began: Instant,
}

impl Observed {
    /// A call that is about to be handled.
    pub fn begin(req: &ServiceRequest, request_id: Uuid) -> Self {
        Self {
            request_id,
            method: req.method().clone(),
            path: req.path().to_owned(),
            route: req.match_pattern(),
            began: Instant::now(),
        }
    }

    /// The path, without its query.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Tells of the answer; `ip` is asked for only where the event holds it.
    pub fn answered(
        &self,
        app: &App,
        status: StatusCode,
        error: Option<&ApiError>,
        concerned: Concerned,
        ip: impl FnOnce() -> Option<String>,
    ) {
        let code = error.map(ApiError::code);
        let status = code.map_or(status, ErrorCode::status);
        self.log(status, error);

        let call = format!("{} {}", self.method, self.route.as_deref().unwrap_or_default());
        let answered = Answered { call: &call, status, code, request_id: self.request_id };
        security_event::emit(&answered, concerned, ip);

        if app.config.metrics_bind.is_some() {
            let (method, route) = (self.method.as_str(), self.route.clone());
            let code = code.map(ErrorCode::as_str);
            app.metrics.answered(method, route, status.as_u16(), code, self.began.elapsed());
        }
    }

    /// One event a request. The path of an API call holds ids at most; a path that is none of ours may hold anything
    /// that somebody pasted, and queries may hold names: both stay out (S21).
    fn log(&self, status: StatusCode, error: Option<&ApiError>) {
        let Self { request_id, method, .. } = self;
        let path = if self.route.is_some() { &self.path } else { "none of ours" };
        let micros = self.began.elapsed().as_micros();
        let code = error.map(|error| error.code().as_str());
        if status.is_server_error() {
            let cause = error.and_then(ApiError::cause);
            tracing::error!(event = "request", %request_id, %method, path, status = status.as_u16(), code, cause, micros);
        } else {
            tracing::info!(event = "request", %request_id, %method, path, status = status.as_u16(), code, micros);
        }
    }
}
