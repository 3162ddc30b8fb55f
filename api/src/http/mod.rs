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

use actix_web::{
    Error, Scope,
    dev::{HttpServiceFactory, ServiceFactory, ServiceRequest},
    web::ServiceConfig,
};
use utoipa_actix_web::{
    OpenApiFactory, scope::Scope as DescribedScope, service_config::ServiceConfig as DescribedConfig,
};

/// What takes operations: actix's own, which serve them, or utoipa's, which describe them.
///
/// Every worker has the first; who has the second keeps all schemas of the contract in memory.
pub trait Routes: Sized {
    /// Takes one.
    #[must_use]
    fn with(self, operation: impl HttpServiceFactory + OpenApiFactory + 'static) -> Self;
}

/// Where the operations of the API stand.
pub const API: &str = "/api/v1";

/// Every operation of the API, where it stands below [`API`].
#[rustfmt::skip]
pub fn api<R: Routes>(at: R) -> R {
    at
        .with(auth::log_in::log_in)
        .with(auth::verify::verify)
        .with(auth::send_sms::send_sms)
        .with(auth::refresh::refresh)
        .with(auth::log_out::log_out)
        .with(auth::step_up::step_up)
        .with(auth::step_up_sms::step_up_sms)
        .with(auth::token::token)
        .with(auth::forgot_password::forgot_password)
        .with(auth::reset_password::reset_password)
        .with(auth::inspect_link::inspect_link)
        .with(auth::accept_invitation::accept_invitation)
        .with(auth::confirm_email::confirm_email)
        .with(me::show::show)
        .with(me::edit::edit)
        .with(me::change_password::change_password)
        .with(me::change_email::change_email)
        .with(me::send_phone_code::send_phone_code)
        .with(me::confirm_phone::confirm_phone)
        .with(two_factor::status::status)
        .with(two_factor::switch_off::switch_off)
        .with(two_factor::begin::begin)
        .with(two_factor::confirm::confirm)
        .with(two_factor::backup_codes::backup_codes)
        .with(devices::list)
        .with(devices::forget)
        .with(devices::forget_all)
        .with(sessions::list)
        .with(sessions::end_one)
        .with(sessions::end_others)
        .with(api_tokens::list)
        .with(api_tokens::create::create)
        .with(api_tokens::delete)
        .with(activity::own::own_activity)
        .with(team::list_users::list_users)
        .with(team::show_user::show_user)
        .with(team::edit_user::edit_user)
        .with(team::invite_user::invite_user)
        .with(team::remove_user::remove_user)
        .with(team::send_invitation::send_invitation)
        .with(team::send_password_reset::send_password_reset)
        .with(team::reset_two_factor::reset_two_factor)
        .with(team::end_sessions::end_sessions)
        .with(team::show_policy::show_policy)
        .with(team::change_policy::change_policy)
        .with(activity::team::team_activity)
        .with(service::countries::countries)
        .with(service::support::support)
        .with(service::outbox::outbox)
        .with(service::problems::list)
        .with(service::contract::openapi_yaml)
        .with(service::contract::openapi_json)
}

/// Every operation beside the API.
#[rustfmt::skip]
pub fn beside_api<R: Routes>(at: R) -> R {
    at
        .with(service::health::live)
        .with(service::health::ready)
        .with(service::contract::jwks)
        .with(service::well_known::change_password)
        .with(service::well_known::security_txt)
        .with(service::well_known::apple_app_site_association)
        .with(service::well_known::assetlinks)
        .with(service::reference::docs)
        .with(service::reference::docs_file)
        .with(service::problems::page)
}

impl Routes for Scope {
    fn with(self, operation: impl HttpServiceFactory + OpenApiFactory + 'static) -> Self {
        self.service(operation)
    }
}

impl Routes for &mut ServiceConfig {
    fn with(self, operation: impl HttpServiceFactory + OpenApiFactory + 'static) -> Self {
        self.service(operation)
    }
}

impl<T> Routes for DescribedScope<T>
where
    T: ServiceFactory<ServiceRequest, Config = (), Error = Error, InitError = ()>,
{
    fn with(self, operation: impl HttpServiceFactory + OpenApiFactory + 'static) -> Self {
        self.service(operation)
    }
}

impl Routes for &mut DescribedConfig<'_> {
    fn with(self, operation: impl HttpServiceFactory + OpenApiFactory + 'static) -> Self {
        self.service(operation)
    }
}
