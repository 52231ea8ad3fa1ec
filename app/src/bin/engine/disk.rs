//! The disk: one IndexedDB database. A chunk, its document's standing and the cursor go in one
//! transaction; dropping a transaction aborts it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use app::platform::random;
use indexed_db_futures::KeyRange;
use indexed_db_futures::error::OpenDbError;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use indexed_db_futures::typed_array::{TypedArray, TypedArraySlice};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::engine::{Acts, Store, StoredDoc, projection};
use shared::id::{DocId, Id, hex};

use crate::connection::{Connection, DiskError};
use crate::entry::{Device, Entry};

const NAME: &str = "callboard";
const VERSION: u32 = 1;
/// Settings: the device, and of each production an entry and the acts that can be taken back.
const DEVICE: &str = "device";
/// A document's standing, by document.
const META: &str = "meta";
/// Chunks, by document and hash.
const LOG: &str = "log";
const SNAPSHOTS: &str = "snapshots";
/// Records of the last run, by production and part; and which runs have written changes since
/// that are not in them.
const PROJECTIONS: &str = "projections";

/// Projections are read only by the build that wrote them.
const BUILD: &str = env!("CARGO_PKG_VERSION");

pub struct Disk {
    database: Connection,
    /// The name of this run among those that write here.
    run: Id,
    /// What says that runs before this one had written changes when a production was opened.
    older: RefCell<BTreeSet<String>>,
}

/// Why there is no disk.
pub enum NoDisk {
    Newer,
    Other(String),
}

impl Disk {
    pub async fn open() -> Result<Self, NoDisk> {
        let stores = &[DEVICE, META, LOG, SNAPSHOTS, PROJECTIONS];
        let connection = Connection::open(NAME, VERSION, stores).await;
        Ok(Self {
            database: connection.map_err(no_disk)?,
            run: random::id(),
            older: RefCell::default(),
        })
    }

    async fn get<T: DeserializeOwned>(
        &self,
        store: &str,
        key: String,
    ) -> Result<Option<T>, DiskError> {
        let bytes = self.bytes(store, key).await?;
        Ok(bytes.and_then(|bytes| rmp_serde::from_slice(&bytes).ok()))
    }

    async fn bytes(&self, store: &str, key: String) -> Result<Option<Vec<u8>>, DiskError> {
        self.database
            .read(&[store], async |tx| {
                let value: Option<TypedArray<u8>> = tx
                    .object_store(store)?
                    .get(key.as_str())
                    .primitive()?
                    .await?;
                Ok(value.map(|array| array.into()))
            })
            .await
    }

    async fn put<T: Serialize>(
        &self,
        store: &str,
        key: String,
        value: &T,
    ) -> Result<(), DiskError> {
        let bytes = shared::wire::encode(value);
        self.database
            .write(&[store], async |tx| {
                tx.object_store(store)?
                    .put(TypedArraySlice::new(bytes.as_slice()))
                    .with_key(key.as_str())
                    .primitive()?
                    .await?;
                Ok(())
            })
            .await
    }

    async fn range(&self, store: &str, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, DiskError> {
        self.database
            .read(&[store], async |tx| {
                let objects = tx.object_store(store)?;
                let keys = objects
                    .get_all_keys::<String>()
                    .with_query::<String, _>(prefixed(prefix))
                    .primitive()?;
                let values = objects
                    .get_all::<TypedArray<u8>>()
                    .with_query::<String, _>(prefixed(prefix))
                    .primitive()?;
                let keys = keys.await?.collect::<Result<Vec<_>, _>>()?;
                let values = values.await?;
                let mut found = Vec::with_capacity(keys.len());
                for (key, value) in keys.into_iter().zip(values) {
                    found.push((key, value?.to_vec()));
                }
                Ok(found)
            })
            .await
    }

    pub async fn device(&self) -> Result<Option<Device>, DiskError> {
        self.get(DEVICE, "device".into()).await
    }

    pub async fn put_device(&self, device: &Device) -> Result<(), DiskError> {
        self.put(DEVICE, "device".into(), device).await
    }

    pub async fn entries(&self) -> Result<Vec<Entry>, DiskError> {
        let found = self.range(DEVICE, "production/").await?;
        Ok(found
            .iter()
            .filter_map(|(_, bytes)| rmp_serde::from_slice(bytes).ok())
            .collect())
    }

    /// Reads a production's entry, changes it and writes it in one transaction: no other tab can
    /// write between. Returns what the disk holds then.
    pub async fn change_entry(
        &self,
        production: &Id,
        change: impl Fn(Option<Entry>) -> Entry,
    ) -> Result<Entry, DiskError> {
        let key = format!("production/{production}");
        self.database
            .write(&[DEVICE], async |tx| {
                let store = tx.object_store(DEVICE)?;
                let found: Option<TypedArray<u8>> = store.get(key.as_str()).primitive()?.await?;
                let found: Option<Vec<u8>> = found.map(|array| array.into());
                let found = found.and_then(|bytes| rmp_serde::from_slice(&bytes).ok());
                let entry = change(found);
                let bytes = shared::wire::encode(&entry);
                store
                    .put(TypedArraySlice::new(bytes.as_slice()))
                    .with_key(key.as_str())
                    .primitive()?
                    .await?;
                Ok(entry)
            })
            .await
    }

    /// Reads the acts that earlier runs kept, by their numbers.
    pub async fn acts(&self, production: &Id) -> Result<Vec<(u64, Vec<u8>)>, DiskError> {
        let found = self.range(DEVICE, &format!("acts/{production}/")).await?;
        let number = |key: &str| key.rsplit('/').next()?.parse().ok();
        Ok(found
            .into_iter()
            .filter_map(|(key, bytes)| Some((number(&key)?, bytes)))
            .collect())
    }

    /// Keeps acts for the runs to come, and forgets others.
    pub async fn remember(&self, production: &Id, acts: Acts) -> Result<(), DiskError> {
        self.database
            .write(&[DEVICE], async |tx| put_acts(tx, production, &acts))
            .await
    }

    /// Reads the records of the last run that Today needs. Nothing where changes were written
    /// since: whoever acts on what is shown, issues the next number, must not miss the last edit.
    pub async fn projection(&self, production: &Id) -> Option<Vec<u8>> {
        let (news, first) = (news_key(production, ""), projection_key(production, 0));
        let found = self.database.read(&[PROJECTIONS], async |tx| {
            let store = tx.object_store(PROJECTIONS)?;
            let keys = store
                .get_all_keys::<String>()
                .with_query::<String, _>(prefixed(&news))
                .primitive()?;
            let first = store.get(first.as_str()).primitive()?;
            let keys = keys.await?.collect::<Result<BTreeSet<_>, _>>()?;
            let first: Option<TypedArray<u8>> = first.await?;
            Ok((keys, first.map(|array| array.into())))
        });
        let (news, first) = found.await.ok()?;
        let is_behind = !news.is_empty();
        self.older.borrow_mut().extend(news);
        first.filter(|_| !is_behind)
    }

    /// Reads the other records of the last run, for [`projection::split`].
    pub async fn rest_of_projection(&self, production: &Id) -> Option<Vec<u8>> {
        let key = projection_key(production, 1);
        self.bytes(PROJECTIONS, key).await.ok()?
    }

    /// Keeps the records for the next open. They hold all that this run has written, and what those
    /// before it had when the production was opened.
    pub async fn put_projection(
        &self,
        production: &Id,
        pieces: Vec<Vec<u8>>,
    ) -> Result<(), DiskError> {
        let Some((first, rest)) = pieces.split_first() else {
            return Ok(());
        };
        let rest = projection::join(rest);
        let of_it = news_key(production, "");
        let mut covered = self.older.borrow().clone();
        covered.retain(|key| key.starts_with(&of_it));
        covered.insert(news_key(production, self.run.as_str()));
        self.database
            .write(&[PROJECTIONS], async |tx| {
                let store = tx.object_store(PROJECTIONS)?;
                for key in &covered {
                    store.delete(key.as_str()).primitive()?;
                }
                for (n, bytes) in [first, &rest].into_iter().enumerate() {
                    store
                        .put(TypedArraySlice::new(bytes.as_slice()))
                        .with_key(projection_key(production, n))
                        .primitive()?
                        .await?;
                }
                Ok(())
            })
            .await
    }

    /// Reads all documents of a production in one transaction: another tab may be compacting.
    pub async fn documents(&self, production: &Id) -> Result<Vec<StoredDoc>, DiskError> {
        self.database
            .read(&[META, LOG, SNAPSHOTS], async |tx| {
                let mine = prefixed(&format!("{production}:"));
                let (meta, log, snapshots) = (
                    tx.object_store(META)?,
                    tx.object_store(LOG)?,
                    tx.object_store(SNAPSHOTS)?,
                );
                let meta_keys = meta
                    .get_all_keys::<String>()
                    .with_query::<String, _>(mine.clone())
                    .primitive()?;
                let metas = meta
                    .get_all::<TypedArray<u8>>()
                    .with_query::<String, _>(mine.clone())
                    .primitive()?;
                let log_keys = log
                    .get_all_keys::<String>()
                    .with_query::<String, _>(mine.clone())
                    .primitive()?;
                let chunks = log
                    .get_all::<TypedArray<u8>>()
                    .with_query::<String, _>(mine.clone())
                    .primitive()?;
                let snapshot_keys = snapshots
                    .get_all_keys::<String>()
                    .with_query::<String, _>(mine.clone())
                    .primitive()?;
                let snapshots = snapshots
                    .get_all::<TypedArray<u8>>()
                    .with_query::<String, _>(mine)
                    .primitive()?;
                let mut documents: BTreeMap<String, StoredDoc> = BTreeMap::new();
                let meta_keys = meta_keys.await?.collect::<Result<Vec<_>, _>>()?;
                for (name, meta) in meta_keys.into_iter().zip(metas.await?) {
                    let Some(document) = DocId::parse(&name) else {
                        continue;
                    };
                    let meta = rmp_serde::from_slice(meta?.as_ref()).unwrap_or_default();
                    documents.insert(
                        name,
                        StoredDoc {
                            document,
                            snapshot: None,
                            chunks: Vec::new(),
                            meta,
                        },
                    );
                }
                let log_keys = log_keys.await?.collect::<Result<Vec<_>, _>>()?;
                for (key, chunk) in log_keys.into_iter().zip(chunks.await?) {
                    let name = key.split('|').next().unwrap_or_default();
                    if let Some(document) = documents.get_mut(name) {
                        document.chunks.push(chunk?.to_vec());
                    }
                }
                let snapshot_keys = snapshot_keys.await?.collect::<Result<Vec<_>, _>>()?;
                for (name, snapshot) in snapshot_keys.into_iter().zip(snapshots.await?) {
                    if let Some(document) = documents.get_mut(&name) {
                        document.snapshot = Some(snapshot?.to_vec());
                    }
                }
                Ok(documents.into_values().collect())
            })
            .await
    }

    /// Writes in one transaction, all or nothing.
    pub async fn store(&self, store: &Store) -> Result<(), DiskError> {
        let stores: &[&str] = if store.acts == Acts::default() {
            &[META, LOG, SNAPSHOTS, PROJECTIONS]
        } else {
            &[META, LOG, SNAPSHOTS, PROJECTIONS, DEVICE]
        };
        self.database
            .write(stores, async |tx| {
                put_acts(tx, &store.document.production, &store.acts)?;
                let name = store.document.to_string();
                if store.is_news {
                    tx.object_store(PROJECTIONS)?
                        .put(TypedArraySlice::new(&[] as &[u8]))
                        .with_key(news_key(&store.document.production, self.run.as_str()))
                        .primitive()?;
                }
                let log = tx.object_store(LOG)?;
                // Requests go out as they are built; the commit waits for all of them.
                for (hash, bytes) in &store.chunks {
                    log.put(TypedArraySlice::new(bytes.as_slice()))
                        .with_key(log_key(&name, &hash.0))
                        .primitive()?;
                }
                if let Some((snapshot, covered)) = &store.snapshot {
                    tx.object_store(SNAPSHOTS)?
                        .put(TypedArraySlice::new(snapshot.as_slice()))
                        .with_key(name.clone())
                        .primitive()?;
                    for hash in covered {
                        log.delete(log_key(&name, &hash.0)).primitive()?;
                    }
                }
                let meta = shared::wire::encode(&store.meta);
                tx.object_store(META)?
                    .put(TypedArraySlice::new(meta.as_slice()))
                    .with_key(name)
                    .primitive()?
                    .await?;
                Ok(())
            })
            .await
    }

    /// Deletes a document, and the projection that holds records of it.
    pub async fn erase(&self, document: &DocId) -> Result<(), DiskError> {
        self.delete(
            &document.to_string(),
            &format!("{document}|"),
            &document.production,
        )
        .await
    }

    /// Deletes everything of a production.
    pub async fn forget(&self, production: &Id) -> Result<(), DiskError> {
        for document in self.documents(production).await? {
            self.erase(&document.document).await?;
        }
        self.database
            .write(&[DEVICE], async |tx| {
                let device = tx.object_store(DEVICE)?;
                device
                    .delete::<String, _>(prefixed(&format!("acts/{production}/")))
                    .primitive()?;
                device
                    .delete(format!("production/{production}"))
                    .primitive()?
                    .await?;
                Ok(())
            })
            .await
    }

    async fn delete(&self, name: &str, log: &str, production: &Id) -> Result<(), DiskError> {
        self.database
            .write(&[META, LOG, SNAPSHOTS, PROJECTIONS], async |tx| {
                tx.object_store(META)?.delete(name.to_owned()).primitive()?;
                tx.object_store(SNAPSHOTS)?
                    .delete(name.to_owned())
                    .primitive()?;
                tx.object_store(LOG)?
                    .delete::<String, _>(prefixed(log))
                    .primitive()?;
                tx.object_store(PROJECTIONS)?
                    .delete::<String, _>(prefixed(&format!("{production}|")))
                    .primitive()?
                    .await?;
                Ok(())
            })
            .await
    }
}

fn no_disk(error: OpenDbError) -> NoDisk {
    let why = error.to_string();
    // The database has a higher version: a newer build of the app wrote it.
    if why.contains("VersionError") || why.contains("less than the existing version") {
        NoDisk::Newer
    } else {
        NoDisk::Other(why)
    }
}

pub fn prefixed(prefix: &str) -> KeyRange<String> {
    (prefix.to_owned()..format!("{prefix}\u{ffff}")).into()
}

// Requests go out as they are built; the commit waits for all of them.
fn put_acts(tx: &Transaction<'_>, production: &Id, acts: &Acts) -> Result<(), DiskError> {
    if *acts == Acts::default() {
        return Ok(());
    }
    let store = tx.object_store(DEVICE)?;
    for (act, bytes) in &acts.kept {
        store
            .put(TypedArraySlice::new(bytes.as_slice()))
            .with_key(act_key(production, *act))
            .primitive()?;
    }
    for act in &acts.forgotten {
        store.delete(act_key(production, *act)).primitive()?;
    }
    Ok(())
}

fn log_key(document: &str, hash: &[u8]) -> String {
    format!("{document}|{}", hex(hash))
}

/// With leading zeros, so that the disk has them in their order.
fn act_key(production: &Id, act: u64) -> String {
    format!("acts/{production}/{act:020}")
}

/// What says that a run has written changes of a production which its projection lacks.
fn news_key(production: &Id, run: &str) -> String {
    format!("{production}|news|{run}")
}

fn projection_key(production: &Id, part: usize) -> String {
    format!("{production}|{BUILD}|{part}")
}
