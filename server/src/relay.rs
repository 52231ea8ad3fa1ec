//! The relay's parts, shared by every connection.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use shared::id::{DocId, Id};
use shared::wire::FromRelay;
use std::net::IpAddr;
use tokio::sync::Notify;

use crate::blobs::Blobs;
use crate::hub::Hub;
use crate::limits::{Buckets, Places, lock};
use crate::mail::{Mailer, Worker};
use crate::options::ServeOptions;
use crate::secret::new_id;
use crate::socket::QueueBounds;
use crate::store::{Result, Store, StoreError, productions};
use crate::weather::Source;
use crate::writer::Pushes;

pub struct Relay {
    pub options: ServeOptions,
    pub store: Store,
    pub hub: Hub,
    pub blobs: Arc<Blobs>,
    /// Nothing where the installation names none.
    pub weather: Option<Source>,
    /// How often each device may ask for the weather.
    pub weather_asks: Buckets<Id>,
    pub pushes: Pushes,
    pub sockets: Arc<Places>,
    pub joins: Buckets<IpAddr>,
    pub creates: Buckets<IpAddr>,
    /// How the installation sends mail, if it does.
    pub mailer: Option<Mailer>,
    pub mail: Worker,
    /// Letters, by production.
    pub mails: Buckets<Id>,
    /// How fast each device may push.
    pub paces: Buckets<Id>,
    /// How many operations each device may push beyond the bytes they take.
    pub operations: Buckets<Id>,
    /// Documents whose tail grew long, for the compaction worker.
    pub grown: Mutex<Vec<DocId>>,
    pub grown_wake: Notify,
    /// When a device's cursor last began an epoch, by production.
    epochs: Mutex<HashMap<Id, Instant>>,
}

impl Relay {
    pub fn new(
        options: ServeOptions,
        store: Store,
        pushes: Pushes,
        mailer: Option<Mailer>,
    ) -> Self {
        let bounds = &options.bounds;
        let mails = options.mail.mail_per_hour;
        Self {
            store,
            hub: Hub::default(),
            blobs: Blobs::new(&options.data),
            weather: Source::of(&options.weather),
            weather_asks: Buckets::per_minute(bounds.weather_per_minute),
            pushes,
            sockets: Places::new(bounds.max_sockets, bounds.max_sockets_per_address),
            joins: Buckets::per_minute(bounds.joins_per_minute),
            creates: Buckets::per_minute(bounds.creates_per_minute),
            mailer,
            mail: Worker::new(&options.mail),
            mails: Buckets::new(mails, f64::from(mails) / 3600.0),
            paces: Buckets::new(bounds.push_burst, f64::from(bounds.pushes_per_second)),
            operations: Buckets::new(
                bounds.operation_burst,
                f64::from(bounds.operations_per_second),
            ),
            grown: Mutex::default(),
            grown_wake: Notify::new(),
            epochs: Mutex::default(),
            options,
        }
    }

    pub fn queue_bounds(&self) -> QueueBounds {
        QueueBounds {
            frames: self.options.bounds.queue_frames,
            bytes: self.options.bounds.queue_bytes,
        }
    }

    /// Begins a new epoch of a production because a device had read what this log lacks.
    /// Says whether it did: a cursor is only a device's word, so that not every one may
    /// make everybody pull again. `told` is the socket that learns of it in its `Welcome`.
    ///
    /// # Errors
    /// Fails if the epoch cannot be stored.
    pub async fn begin_epoch(&self, production: &Id, told: Option<u64>) -> Result<bool> {
        let now = Instant::now();
        let pause = Duration::from_secs(self.options.bounds.epoch_seconds);
        {
            let mut epochs = lock(&self.epochs);
            let last = epochs.get(production);
            if last.is_some_and(|last| now.duration_since(*last) < pause) {
                return Ok(false);
            }
            epochs.insert(production.clone(), now);
        }
        let epoch = new_id().map_err(|_| StoreError::Odd("no random bytes"))?;
        let mut conn = self.store.write().await;
        productions::set_epoch(&mut conn, production, &epoch).await?;
        tracing::warn!(
            "production {production}: a device has read more than this log holds; a new epoch begins"
        );
        self.hub
            .tell_all(production, &FromRelay::Epoch { epoch }, told);
        Ok(true)
    }

    /// Hands a document to the compaction worker.
    pub fn has_grown(&self, document: DocId) {
        let mut grown = lock(&self.grown);
        if !grown.contains(&document) {
            grown.push(document);
        }
        drop(grown);
        self.grown_wake.notify_one();
    }

    /// Writes down when devices were last connected.
    pub async fn write_seen(&self) {
        let seen = self.hub.take_seen();
        if seen.is_empty() {
            return;
        }
        let mut conn = self.store.write().await;
        if let Err(error) = crate::store::devices::set_all_seen(&mut conn, &seen).await {
            tracing::warn!("when devices were seen could not be written: {error}");
        }
    }
}
