//! Every address the relay answers, and the headers that every answer has.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, patch, post};
use axum::{Json, Router};

use shared::blob::PIECE_MAX_BYTES;

use crate::api::{blobs, devices, invitations, join, productions, weather};
use crate::app::App;
use crate::mail::api as mail;
use crate::origin::is_allowed;
use crate::problem::Problem;
use crate::relay::Relay;
use crate::sync::{foreign_origin, sync};

/// No API body comes near this.
const BODY_MAX_BYTES: usize = 64 * 1024;

/// A call's body must be there, and its answer made, within this time.
const CALL_WITHIN: Duration = Duration::from_secs(30);

/// What a page of the app may load and do. `wasm-unsafe-eval` compiles WebAssembly and
/// allows no JavaScript; a worker's loader may be a blob made by the page itself.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; \
    manifest-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; \
    form-action 'self'";

const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    (
        "permissions-policy",
        "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
];

pub fn routes(relay: Arc<Relay>, app: App) -> Router {
    let api = Router::new()
        .route("/productions", post(productions::create))
        .route(
            "/productions/{production}/invitations",
            post(invitations::create).get(invitations::list),
        )
        .route(
            "/productions/{production}/invitations/{invitation}",
            delete(invitations::delete),
        )
        .route("/productions/{production}/devices", get(devices::list))
        .route(
            "/productions/{production}/devices/{device}",
            patch(devices::change).delete(devices::revoke),
        )
        .route(
            "/productions/{production}/mail",
            get(mail::setup)
                .post(mail::create)
                .layer(DefaultBodyLimit::max(mail::body_max(&relay))),
        )
        .route(
            "/productions/{production}/mail/{batch}",
            get(mail::state).delete(mail::take_back),
        )
        .route(
            "/productions/{production}/mail/{batch}/now",
            post(mail::release),
        )
        .route("/join", post(join::join))
        .route("/productions/{production}/weather", get(weather::forecast))
        .route(
            "/productions/{production}/weather/source",
            get(weather::source),
        )
        .route(
            "/productions/{production}/documents/{audience}/blobs/{hash}",
            get(blobs::read)
                .head(blobs::ask)
                .put(blobs::write)
                .layer(DefaultBodyLimit::max(PIECE_MAX_BYTES)),
        )
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
        .layer(from_fn_with_state(relay.clone(), own_pages_only))
        .layer(from_fn(never_cached));
    Router::new()
        .nest("/api", api)
        .route("/sync", get(sync))
        .route("/healthz", get(health))
        .fallback(move |request: Request| async move { app.answer(request).await })
        .layer(from_fn(with_headers))
        .with_state(relay)
}

async fn health() -> Response {
    let body = serde_json::json!({"status": "ok", "version": env!("CARGO_PKG_VERSION")});
    ([("cache-control", "no-store")], Json(body)).into_response()
}

async fn unknown() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "unknown_address",
        "The relay has nothing at this address: the app may be newer than the relay.",
    )
}

async fn wrong_method(method: Method) -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "wrong_method",
        format!("{method} is not something this address does."),
    )
}

async fn own_pages_only(State(relay): State<Arc<Relay>>, request: Request, next: Next) -> Response {
    if !is_allowed(request.headers(), &relay.options.origins) {
        return foreign_origin(request.headers()).into_response();
    }
    match tokio::time::timeout(CALL_WITHIN, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "too_slow",
            "The request did not arrive in time: try again.",
        )
        .into_response(),
    }
}

async fn never_cached(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert("cache-control", HeaderValue::from_static("no-store"));
    response
}

async fn with_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status() != StatusCode::SWITCHING_PROTOCOLS {
        for (name, value) in HEADERS {
            let name = HeaderName::from_static(name);
            response
                .headers_mut()
                .insert(name, HeaderValue::from_static(value));
        }
    }
    response
}
