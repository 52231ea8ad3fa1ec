//! A running relay: its parts started, and stopped in the right order.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use shared::wire::Closing;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::mail::{self, BadSetup, Mailer};
use crate::options::ServeOptions;
use crate::relay::Relay;
use crate::store::{CannotOpen, Store};
use crate::writer::{self, Pushes};
use crate::{accept, blobs, compaction, routes};

/// How long open sockets may take to go when the relay stops.
const STOP_WITHIN: Duration = Duration::from_secs(5);
const TELL_PRESENT_EVERY: Duration = Duration::from_secs(1);
const WRITE_SEEN_EVERY: Duration = Duration::from_secs(30);

#[derive(Debug, thiserror::Error)]
pub enum CannotServe {
    #[error(transparent)]
    Data(#[from] CannotOpen),
    #[error(
        "Nothing can listen on {0} ({1}). Another program may use the port: choose one with --port, or 0 for any."
    )]
    Address(SocketAddr, std::io::Error),
    #[error("The app's folder {0} is not there. Build the app first, or leave --app out.")]
    App(std::path::PathBuf),
    #[error(transparent)]
    Mail(#[from] BadSetup),
}

/// A relay that answers.
pub struct Running {
    pub relay: Arc<Relay>,
    pub address: SocketAddr,
    stop: watch::Sender<bool>,
    stop_writing: watch::Sender<bool>,
    accepting: JoinHandle<()>,
    writing: JoinHandle<()>,
    mailing: JoinHandle<()>,
    beside: Vec<JoinHandle<()>>,
}

/// Opens the data folder and starts to answer.
///
/// # Errors
/// Returns a sentence for whoever started the relay.
pub async fn start(options: ServeOptions) -> Result<Running, CannotServe> {
    if let Some(app) = options.app.as_ref().filter(|app| !app.is_dir()) {
        return Err(CannotServe::App(app.clone()));
    }
    let mailer = Mailer::of(&options.mail)?;
    let is_open = options.trusted_proxy || !options.host.is_loopback();
    if mailer.is_some() && options.create_key.is_none() && is_open {
        return Err(BadSetup::NoKey.into());
    }
    let wanted = SocketAddr::new(options.host, options.port);
    let store = Store::open(&options.data).await?;
    let listener = TcpListener::bind(wanted).await;
    let listener = listener.map_err(|error| CannotServe::Address(wanted, error))?;
    let address = listener.local_addr();
    let address = address.map_err(|error| CannotServe::Address(wanted, error))?;
    let (pushes, queue) = Pushes::new(options.bounds.push_memory_mib);
    let relay = Arc::new(Relay::new(options, store, pushes, mailer));
    let (stop, stopping) = watch::channel(false);
    let router = routes::routes(relay.clone(), App::new(relay.options.app.as_deref()));
    let mailing = tokio::spawn(mail::run(relay.clone(), stopping.clone()));
    let accepting = {
        let relay = relay.clone();
        tokio::spawn(async move { accept::run(listener, router, &relay.options, stopping).await })
    };
    let (stop_writing, closing) = watch::channel(false);
    let writing = tokio::spawn(writer::run(relay.clone(), queue, closing));
    let beside = vec![
        tokio::spawn(compaction::run(relay.clone())),
        tokio::spawn(blobs::tidy(relay.clone())),
        tokio::spawn(tell_present(relay.clone())),
        tokio::spawn(write_seen(relay.clone())),
    ];
    Ok(Running {
        relay,
        address,
        stop,
        stop_writing,
        accepting,
        writing,
        mailing,
        beside,
    })
}

impl Running {
    /// Stops: no new connections, a goodbye to every socket, what was pushed is written.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        let _ = self.accepting.await;
        self.relay.hub.close_all(Closing::Stopping);
        let all_gone = async {
            while self.relay.sockets.count() > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let _ = tokio::time::timeout(STOP_WITHIN, all_gone).await;
        // A letter that is on its way is not torn off: nobody could tell whether it arrived.
        if tokio::time::timeout(STOP_WITHIN, &mut self.mailing)
            .await
            .is_err()
        {
            self.mailing.abort();
            let _ = self.mailing.await;
        }
        for task in self.beside {
            task.abort();
            let _ = task.await;
        }
        let _ = self.stop_writing.send(true);
        let _ = self.writing.await;
        self.relay.write_seen().await;
        match Arc::try_unwrap(self.relay) {
            Ok(relay) => relay.store.close().await,
            // A connection that did not go in time holds it; the file is sound all the same.
            Err(relay) => relay.store.fold().await,
        }
    }
}

async fn tell_present(relay: Arc<Relay>) {
    let mut every = tokio::time::interval(TELL_PRESENT_EVERY);
    loop {
        every.tick().await;
        relay.hub.tell_present();
    }
}

async fn write_seen(relay: Arc<Relay>) {
    let mut every = tokio::time::interval(WRITE_SEEN_EVERY);
    loop {
        every.tick().await;
        relay.write_seen().await;
    }
}

/// Returns this machine's address on its network, for phones; asks the routing table
/// and sends nothing.
pub fn lan_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}
