//! A listener of its own for the metrics: never the public one.

use std::{io, net::TcpListener};

use actix_web::{
    App as ActixApp, HttpResponse, HttpServer,
    dev::Server,
    get,
    http::header,
    web::{self, Data},
};

use crate::{app::App, metrics::Gauges, store};

/// What the format is called.
const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Serves `/metrics`, and nothing else, on a socket that is bound already.
pub fn serve(app: Data<App>, listener: TcpListener) -> io::Result<Server> {
    let server = HttpServer::new(move || {
        ActixApp::new()
            .app_data(app.clone())
            .service(metrics)
            .default_service(web::to(async || HttpResponse::NotFound().finish()))
    });
    // The service itself hears SIGTERM, and this listener ends with it.
    Ok(server.workers(1).disable_signals().listen(listener)?.run())
}

#[get("/metrics")]
async fn metrics(app: Data<App>) -> HttpResponse {
    let (connections, idle) = app.db.connections();
    let gauges = Gauges {
        connections,
        connections_idle: idle,
        hashes_waiting: app.hasher.waiting(),
        hashes_done: app.hasher.hashes_done(),
        mails_waiting: store::mail::count_waiting(app.db.read()).await.ok(),
    };
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .content_type(CONTENT_TYPE)
        .body(app.metrics.render(&gauges))
}
