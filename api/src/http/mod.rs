//! The API over HTTP: the route table, whole.

mod access_token;
pub mod activity;
pub mod answer;
pub mod api_tokens;
pub mod auth;
pub mod caller;
pub mod cookie;
pub mod devices;
pub mod error;
mod error_code;
pub mod extract;
mod fault;
mod fields;
mod json;
mod known;
mod mail_budget;
mod mailed_link;
pub mod me;
pub mod methods;
mod observed;
mod oneself;
pub mod openapi;
mod outcome;
mod paging;
mod patch;
mod pending_login;
mod remembered;
pub mod security_event;
pub mod service;
mod session_start;
pub mod sessions;
pub mod signed_in;
pub mod team;
mod texting;
pub mod two_factor;
mod words;

use utoipa_actix_web::{scope, service_config::ServiceConfig};

/// Every operation, where it stands.
#[rustfmt::skip]
pub fn routes(at: &mut ServiceConfig) {
    at.service(
        scope("/api/v1")
            .service(auth::log_in::log_in)
            .service(auth::verify::verify)
            .service(auth::send_sms::send_sms)
            .service(auth::refresh::refresh)
            .service(auth::log_out::log_out)
            .service(auth::step_up::step_up)
            .service(auth::step_up_sms::step_up_sms)
            .service(auth::token::token)
            .service(auth::forgot_password::forgot_password)
            .service(auth::reset_password::reset_password)
            .service(auth::inspect_link::inspect_link)
            .service(auth::accept_invitation::accept_invitation)
            .service(auth::confirm_email::confirm_email)
            .service(me::show::show)
            .service(me::edit::edit)
            .service(me::change_password::change_password)
            .service(me::change_email::change_email)
            .service(me::send_phone_code::send_phone_code)
            .service(me::confirm_phone::confirm_phone)
            .service(two_factor::status::status)
            .service(two_factor::switch_off::switch_off)
            .service(two_factor::begin::begin)
            .service(two_factor::confirm::confirm)
            .service(two_factor::backup_codes::backup_codes)
            .service(devices::list)
            .service(devices::forget)
            .service(devices::forget_all)
            .service(sessions::list)
            .service(sessions::end_one)
            .service(sessions::end_others)
            .service(api_tokens::list)
            .service(api_tokens::create::create)
            .service(api_tokens::delete)
            .service(activity::own::own_activity)
            .service(team::list_users::list_users)
            .service(team::show_user::show_user)
            .service(team::edit_user::edit_user)
            .service(team::invite_user::invite_user)
            .service(team::remove_user::remove_user)
            .service(team::send_invitation::send_invitation)
            .service(team::send_password_reset::send_password_reset)
            .service(team::reset_two_factor::reset_two_factor)
            .service(team::end_sessions::end_sessions)
            .service(team::show_policy::show_policy)
            .service(team::change_policy::change_policy)
            .service(activity::team::team_activity)
            .service(service::countries::countries)
            .service(service::support::support)
            .service(service::outbox::outbox)
            .service(service::problems::list)
            .service(service::contract::openapi_yaml)
            .service(service::contract::openapi_json),
    )
    .service(service::health::live)
    .service(service::health::ready)
    .service(service::contract::jwks)
    .service(service::well_known::change_password)
    .service(service::well_known::security_txt)
    .service(service::well_known::apple_app_site_association)
    .service(service::well_known::assetlinks)
    .service(service::reference::docs)
    .service(service::reference::docs_file)
    .service(service::problems::page);
}
