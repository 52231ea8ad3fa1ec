//! Connections: how many, from where, and how long they may take to ask.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt;

use crate::clock::becomes_true;
use crate::limits::{Places, Taken};
use crate::options::ServeOptions;
use crate::origin::Peer;
use crate::patient::Patient;

/// A request's head must be there within this time; also how long a kept connection idles.
const HEADER_TIMEOUT: Duration = Duration::from_secs(20);
/// A connection whose other side takes nothing for so long is closed: a phone comes out of a
/// tunnel sooner, and asks again for what it did not get.
const UNREAD_MAX: Duration = Duration::from_secs(60);
/// Connections for pages, files and API calls, in all and from one address. One that
/// becomes a socket has a place among those instead.
const CONNECTIONS_MAX: usize = 4096;
const CONNECTIONS_PER_ADDRESS: usize = 2048;
const BUFFER_BYTES: usize = 16 * 1024;

/// Accepts until `stopping` becomes true.
pub async fn run(
    listener: TcpListener,
    router: Router,
    options: &ServeOptions,
    mut stopping: watch::Receiver<bool>,
) {
    let per_address = if options.trusted_proxy {
        CONNECTIONS_MAX
    } else {
        CONNECTIONS_PER_ADDRESS
    };
    let places = Places::new(CONNECTIONS_MAX, per_address);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = becomes_true(&mut stopping) => return,
        };
        match accepted {
            Ok((stream, peer)) => {
                // Beyond the bound there is no one to answer: the connection just closes.
                if let Some(place) = places.take(peer.ip()) {
                    let serving = serve(stream, peer, router.clone(), place, stopping.clone());
                    tokio::spawn(serving);
                }
            }
            // Out of file descriptors, or the client is gone: neither passes by spinning.
            Err(error) => {
                tracing::warn!("a connection was not accepted: {error}");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    place: Taken,
    mut stopping: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let stream = Patient::new(stream, UNREAD_MAX);
    // Given back when the connection closes or becomes a socket (`Relay::sockets`).
    let place = Arc::new(place);
    let service = router.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(Peer(peer.ip()));
        request.extensions_mut().insert(place.clone());
        request
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_buf_size(BUFFER_BYTES)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
        .with_upgrades();
    let mut connection = std::pin::pin!(connection);
    let done = tokio::select! {
        done = connection.as_mut() => done,
        () = becomes_true(&mut stopping) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = done {
        tracing::debug!("connection from {peer}: {error}");
    }
}
