//! The built app: files from a folder, compressed ones where the browser takes them.

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use tower::ServiceExt;
use tower_http::services::ServeDir;

const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Served where the app was not built: nothing is wrong, there is just no page.
const NO_APP: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
    <title>Callboard</title><p>The Callboard relay is running, but it was started without \
    the app. Build the app with <code>make build</code>, then start the relay with \
    <code>--app dist</code>.</p></html>";

#[derive(Clone)]
pub struct App {
    folder: Option<PathBuf>,
}

impl App {
    pub fn new(folder: Option<&Path>) -> Self {
        Self {
            folder: folder.map(Path::to_owned),
        }
    }

    /// Answers a request for a file, or for a room of the app, which is `index.html` too.
    pub async fn answer(&self, request: Request) -> Response {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET works here.");
        }
        let Some(folder) = &self.folder else {
            return self.without_app(&request);
        };
        let is_navigation = is_navigation(&request);
        let path = request.uri().path().to_owned();
        let (method, headers) = (request.method().clone(), request.headers().clone());
        let response = serve(folder, request).await;
        if response.status() != StatusCode::NOT_FOUND || !is_navigation {
            return finish(response, &path);
        }
        let mut page = Request::new(Body::empty());
        *page.method_mut() = method;
        *page.headers_mut() = headers;
        *page.uri_mut() = Uri::from_static("/index.html");
        let response = serve(folder, page).await;
        if response.status() == StatusCode::NOT_FOUND {
            return self.without_app(&Request::new(Body::empty()));
        }
        finish(response, "/index.html")
    }

    fn without_app(&self, request: &Request) -> Response {
        if is_navigation(request) || request.uri().path() == "/" {
            let mut response = Html(NO_APP).into_response();
            response.headers_mut().insert(CACHE_CONTROL, ASK_AGAIN);
            return response;
        }
        plain(StatusCode::NOT_FOUND, "There is no such file.")
    }
}

async fn serve(folder: &Path, request: Request) -> Response {
    let files = ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(true);
    match files.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}

fn finish(mut response: Response, path: &str) -> Response {
    let status = response.status();
    if status == StatusCode::NOT_FOUND {
        return plain(StatusCode::NOT_FOUND, "There is no such file.");
    }
    let headers = response.headers_mut();
    let cache = if is_immutable(path) {
        FOREVER
    } else {
        ASK_AGAIN
    };
    headers.insert(CACHE_CONTROL, cache);
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if path.ends_with(".wasm") {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/wasm"));
    }
    if path.ends_with(".webmanifest") {
        let manifest = HeaderValue::from_static("application/manifest+json");
        headers.insert(CONTENT_TYPE, manifest);
    }
    response
}

/// A page the user goes to, not a file that a page lacks: a missing script answered with
/// a page would hide what is wrong.
fn is_navigation(request: &Request) -> bool {
    let path = request.uri().path();
    let file = path.rsplit('/').next().unwrap_or_default();
    let known = [
        ".js", ".wasm", ".css", ".json", ".map", ".png", ".svg", ".ico", ".woff2",
    ];
    if known.iter().any(|end| file.ends_with(end)) || path.starts_with("/api/") {
        return false;
    }
    wants_html(request.headers())
}

fn wants_html(headers: &HeaderMap) -> bool {
    let mode = headers.get("sec-fetch-mode").map(HeaderValue::as_bytes);
    if mode == Some(b"navigate") {
        return true;
    }
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    mode.is_none() && accept.is_some_and(|accept| accept.contains("text/html"))
}

/// Says whether a file's name has its content's hash in it: a dash and 16 hexadecimal
/// digits, as scripts/finish-app.mjs and Trunk write them.
fn is_immutable(path: &str) -> bool {
    path.split('-').skip(1).any(|part| {
        let digits = part
            .bytes()
            .take_while(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        digits.count() >= 16
    })
}

fn plain(status: StatusCode, sentence: &'static str) -> Response {
    let headers = [
        ("content-type", "text/plain; charset=utf-8"),
        ("cache-control", "no-store"),
    ];
    (status, headers, sentence).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_immutable("/app-0123456789abcdef.js"));
        assert!(is_immutable("/engine-0123456789abcdef/engine_bg.wasm"));
        assert!(is_immutable("/app-0123456789abcdef_bg.wasm"));
        assert!(!is_immutable("/index.html"));
        assert!(!is_immutable("/sw.js"));
        assert!(!is_immutable("/app-0123.js"));
    }
}
