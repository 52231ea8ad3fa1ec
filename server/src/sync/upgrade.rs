//! The handshake: an HTTP request becomes a WebSocket (RFC 6455, 4.2).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    CONNECTION, HOST, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, body::Body};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::metered::Metered;
use crate::origin::{Peer, client_address, is_allowed};
use crate::patient::Patient;
use crate::problem::Problem;
use crate::relay::Relay;

/// `GET /sync`
pub async fn sync(
    State(relay): State<Arc<Relay>>,
    Extension(Peer(peer)): Extension<Peer>,
    mut request: Request,
) -> Result<Response, Problem> {
    let headers = request.headers();
    if !is_allowed(headers, &relay.options.origins) {
        return Err(foreign_origin(headers));
    }
    let accept = accept_key(headers)?;
    let address = client_address(headers, peer, relay.options.trusted_proxy);
    // Without a place the socket is told so in a frame, since a browser shows no status.
    let place = relay.sockets.take(address);
    let upgrade = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        let Ok(upgraded) = upgrade.await else { return };
        let Ok(parts) = upgraded.downcast::<TokioIo<Patient<TcpStream>>>() else {
            return tracing::error!("a connection that is not TCP was upgraded");
        };
        let limit = relay.options.bounds.hello_bytes();
        let io = Metered::new(parts.io.into_inner().into_inner(), parts.read_buf, limit);
        super::run(relay, io, place).await;
    });
    let mut response = StatusCode::SWITCHING_PROTOCOLS.into_response();
    *response.body_mut() = Body::empty();
    let answer = response.headers_mut();
    answer.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    answer.insert(UPGRADE, HeaderValue::from_static("websocket"));
    answer.insert(SEC_WEBSOCKET_ACCEPT, accept);
    Ok(response)
}

pub fn foreign_origin(headers: &HeaderMap) -> Problem {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    Problem::new(
        StatusCode::FORBIDDEN,
        "foreign_origin",
        format!(
            "This page was not served by {}. If it should connect all the same, start the relay with --origin.",
            host.unwrap_or("this relay")
        ),
    )
}

fn accept_key(headers: &HeaderMap) -> Result<HeaderValue, Problem> {
    let has = |name: HeaderName, want: &str| {
        headers
            .get_all(name)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|value| value.trim().eq_ignore_ascii_case(want))
    };
    let is_upgrade =
        has(CONNECTION, "upgrade") && has(UPGRADE, "websocket") && has(SEC_WEBSOCKET_VERSION, "13");
    let key = headers.get(SEC_WEBSOCKET_KEY).filter(|_| is_upgrade);
    key.and_then(|key| HeaderValue::from_str(&derive_accept_key(key.as_bytes())).ok())
        .ok_or_else(|| {
            Problem::new(
                StatusCode::UPGRADE_REQUIRED,
                "not_a_websocket",
                "This address speaks WebSocket only: the app connects to it by itself.",
            )
        })
}
