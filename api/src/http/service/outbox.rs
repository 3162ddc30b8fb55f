//! Messages that went nowhere.

use actix_web::{HttpResponse, get, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    http::error::{ApiError, ApiResult, ErrorCode, Problem},
    outbox::Channel,
};

/// How many messages the page shows.
const SHOWN: usize = 100;

/// A text or a mail that was kept instead of being sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutboxMessage {
    /// `sms` or `mail`.
    #[schema(value_type = String, example = "sms")]
    channel: Channel,
    /// The number or the address.
    #[schema(example = "+12015550123")]
    to: String,
    /// A mail's subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    /// The text.
    body: String,
    /// When it was kept.
    sent_at: DateTime<Utc>,
}

/// The newest messages.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutboxPage {
    /// The messages, newest first.
    items: Vec<OutboxMessage>,
    /// Always null: the newest hundred are all there is.
    #[schema(required = true)]
    next_cursor: Option<String>,
}

/// Shows the messages that went nowhere; in development alone.
///
/// It is there where a gateway is `outbox` and the service is reached on loopback alone; elsewhere it is 404.
#[utoipa::path(tag = "service", security(()), responses(
    (status = 200, description = "The newest hundred", body = OutboxPage),
    (status = 404, description = "`not_found`: there is no outbox here", body = Problem),
))]
#[get("/outbox")]
pub async fn outbox(app: Data<App>) -> ApiResult<HttpResponse> {
    let outbox = app.outbox.as_ref().ok_or(ErrorCode::NotFound)?;
    let messages = outbox.read_newest(SHOWN).await.map_err(ApiError::internal)?;
    let items = messages.into_iter().map(|message| OutboxMessage {
        channel: message.channel,
        to: message.to,
        subject: message.subject,
        body: message.body,
        sent_at: message.sent_at,
    });
    Ok(HttpResponse::Ok().json(OutboxPage { items: items.collect(), next_cursor: None }))
}
