//! How to reach support.

use actix_web::{HttpResponse, get, web::Data};
use serde::Serialize;
use utoipa::ToSchema;

use super::KEPT;
use crate::app::App;

/// How people reach support, and of what.
#[derive(Debug, Serialize, ToSchema)]
pub struct Support {
    /// The portal's name, for the head of every page.
    #[schema(example = "Client Portal")]
    brand: String,
    /// Mail.
    #[schema(required = true, example = "support@example.com")]
    email: Option<String>,
    /// Phone.
    #[schema(required = true, example = "+1 201-555-0100")]
    phone: Option<String>,
    /// When somebody answers.
    #[schema(required = true, example = "24 hours a day")]
    hours: Option<String>,
    /// A form.
    #[schema(required = true, example = "https://portal.example.com/support")]
    url: Option<String>,
}

/// Tells how to reach support.
///
/// As the operator configured it; what isn't is null. May be kept for 5 minutes.
#[utoipa::path(tag = "service", security(()), responses((status = 200, description = "As configured", body = Support)))]
#[get("/support")]
pub async fn support(app: Data<App>) -> HttpResponse {
    let support = app.config.support.clone();
    HttpResponse::Ok().insert_header(KEPT).json(Support {
        brand: app.brand.as_str().to_owned(),
        email: support.email,
        phone: support.phone,
        hours: support.hours,
        url: support.url,
    })
}
