//! The service over HTTP: the same for `serve` and for the tests.

pub mod metrics;

use std::{io, net::TcpListener, path::Path, time::Duration};

use actix_cors::Cors;
use actix_files::{Files, NamedFile};
use actix_web::{
    App as ActixApp, Error, HttpRequest, HttpResponse, HttpServer, Responder,
    dev::{Server, ServiceResponse, fn_service},
    guard,
    http::{Method, header},
    middleware::{Compress, from_fn},
    web::{self, Data},
};

use crate::{
    app::App,
    http::{
        API, answer, api, beside_api,
        error::{ApiError, ErrorCode},
        openapi,
    },
};

/// How long the head of a request may take to arrive (S23).
const HEAD_WITHIN: Duration = Duration::from_secs(5);

/// How long a connection may stay idle (S23).
const IDLE_FOR: Duration = Duration::from_mins(1);

/// How long requests under way may take after SIGTERM, in seconds.
const DRAIN_SECONDS: u64 = 10;

/// Paths that belong to the service; a missing one is told as a problem, not as a page.
const NOT_PAGES: [&str; 6] = ["/api/", "/assets/", "/health/", "/docs/", "/problems/", "/.well-known/"];

/// Starts to serve on a socket that is bound already.
pub fn start(app: Data<App>, listener: TcpListener, workers: usize) -> io::Result<Server> {
    let server = HttpServer::new(move || {
        let app = app.clone();
        let cors = cors(&app);
        let frontend = app.config.frontend_dir.clone();
        let served =
            ActixApp::new().app_data(app).service(api(web::scope(API))).configure(|at| _ = beside_api(at));
        let served = match frontend {
            Some(dir) => served.service(spa(&dir)),
            None => served,
        };
        served
            .default_service(web::to(nothing_here))
            .wrap(cors)
            .wrap(Compress::default())
            .wrap(from_fn(answer::complete))
    });
    let server = server
        .workers(workers)
        .client_request_timeout(HEAD_WITHIN)
        .keep_alive(IDLE_FOR)
        .shutdown_timeout(DRAIN_SECONDS)
        .listen(listener)?;
    Ok(server.run())
}

/// Pages of other sites that are configured may call, with credentials.
fn cors(app: &App) -> Cors {
    let exposed = [
        header::DATE,
        header::RETRY_AFTER,
        header::WWW_AUTHENTICATE,
        header::HeaderName::from_static("x-request-id"),
    ];
    let mut cors = Cors::default()
        .supports_credentials()
        .allowed_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allowed_headers([header::AUTHORIZATION, header::CONTENT_TYPE])
        .expose_headers(exposed)
        .max_age(600)
        .block_on_origin_mismatch(false);
    for origin in &app.config.allowed_origins {
        cors = cors.allowed_origin(origin);
    }
    cors
}

/// What no route answers: another method of a known path, or nothing at all.
async fn nothing_here(req: HttpRequest) -> Result<HttpResponse, ApiError> {
    match openapi::methods_of(req.path()) {
        Some(methods) => Err(ApiError::from(ErrorCode::MethodNotAllowed).allowing(methods)),
        None => Err(ErrorCode::NotFound.into()),
    }
}

/// The built single-page app: its files, and its one page for every other path that isn't the service's.
fn spa(dir: &Path) -> Files {
    let index = dir.join("index.html");
    Files::new("/", dir)
        .index_file("index.html")
        .use_last_modified(true)
        .prefer_utf8(true)
        .guard(guard::Get())
        .default_handler(fn_service(move |req: actix_web::dev::ServiceRequest| {
            let index = index.clone();
            async move {
                let (req, _) = req.into_parts();
                let answer = page(&req, &index).await;
                Ok::<_, Error>(ServiceResponse::new(req, answer))
            }
        }))
}

async fn page(req: &HttpRequest, index: &Path) -> HttpResponse {
    let is_page = matches!(*req.method(), Method::GET | Method::HEAD)
        && openapi::methods_of(req.path()).is_none()
        && !NOT_PAGES.iter().any(|prefix| req.path().starts_with(prefix));
    if !is_page {
        return match nothing_here(req.clone()).await {
            Ok(answer) => answer,
            Err(error) => HttpResponse::from_error(error),
        };
    }
    match NamedFile::open(index) {
        Ok(file) => file
            .customize()
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .respond_to(req)
            .map_into_boxed_body(),
        Err(error) => HttpResponse::from_error(ApiError::internal(error)),
    }
}
