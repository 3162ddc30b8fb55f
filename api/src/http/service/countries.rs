//! Countries and their numbers.

use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;
use vestibule_domain::phone;

/// A country and how its numbers look.
#[derive(Debug, Serialize, ToSchema)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    #[schema(pattern = "^[A-Z]{2}$", example = "US")]
    code: &'static str,
    /// Its name in English.
    #[schema(example = "United States")]
    name: &'static str,
    /// What its numbers begin with abroad.
    #[schema(pattern = r"^\+[1-9][0-9]{0,2}$", example = "+1")]
    calling_code: &'static str,
    /// A mobile number in national form.
    #[schema(example = "(201) 555-0123")]
    example: &'static str,
}

/// Lists the countries that numbers can be of.
///
/// All that libphonenumber knows, whether or not texts go there. May be kept for a day.
#[utoipa::path(tag = "service", security(()), responses((status = 200, description = "All, by name", body = Vec<Country>)))]
#[get("/countries")]
pub async fn countries() -> HttpResponse {
    let all: Vec<_> = phone::countries()
        .iter()
        .map(|country| Country {
            code: country.code.as_str(),
            name: &country.name,
            calling_code: &country.calling_code,
            example: &country.example,
        })
        .collect();
    HttpResponse::Ok().insert_header(("Cache-Control", "public, max-age=86400")).json(all)
}
