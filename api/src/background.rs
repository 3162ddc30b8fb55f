//! What goes on beside the calls, on every replica alike.

use actix_web::web::Data;
use tokio::signal::unix::{SignalKind, signal};

use crate::{app::App, delivery, housekeeping, keys};

/// Works until SIGTERM comes: what is under way then is dropped, and each step of it is whole or undone (S26).
pub async fn run_until_told(app: Data<App>) {
    let mut told = match signal(SignalKind::terminate()) {
        Ok(told) => told,
        Err(error) => return tracing::error!(event = "no_sigterm", %error, "SIGTERM is not heard"),
    };
    tokio::select! {
        _ = told.recv() => tracing::info!(event = "background_ended", "nothing goes on beside the calls"),
        () = run(&app) => (),
    }
}

async fn run(app: &App) {
    tokio::join!(delivery::run(app), keys::keep_current(app), housekeeping::keep_tidy(app));
}
