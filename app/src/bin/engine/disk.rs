//! The disk: one IndexedDB database. A chunk, its document's standing and the cursor go in one
//! transaction; dropping a transaction aborts it.

use std::collections::BTreeMap;

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{Error, OpenDbError};
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionMode;
use indexed_db_futures::typed_array::{TypedArray, TypedArraySlice};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::engine::{Acts, Store, StoredDoc, projection};
use shared::id::{DocId, Id, hex};

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
/// Records of the last run, by production and part.
const PROJECTIONS: &str = "projections";

/// Projections are read only by the build that wrote them.
const BUILD: &str = env!("CARGO_PKG_VERSION");

pub struct Disk(Database);

/// Why the disk did not do it.
#[derive(Debug)]
pub struct DiskError {
    pub why: String,
    /// There is no room.
    pub is_full: bool,
}

impl From<Error> for DiskError {
    fn from(error: Error) -> Self {
        let why = error.to_string();
        // Chromium reports a full disk as a bare abort, others by the exception's name.
        let is_full = why.contains("Quota") || why.contains("quota");
        Self { why, is_full }
    }
}

/// Why there is no disk.
pub enum NoDisk {
    Newer,
    Other(String),
}

impl Disk {
    pub async fn open() -> Result<Self, NoDisk> {
        let request = Database::open(NAME)
            .with_version(VERSION)
            .with_on_upgrade_needed(|_, db| {
                for store in [DEVICE, META, LOG, SNAPSHOTS, PROJECTIONS] {
                    if !db.object_store_names().any(|name| name == store) {
                        db.create_object_store(store).build()?;
                    }
                }
                Ok(())
            })
            .build()
            .map_err(no_disk)?;
        request.await.map(Self).map_err(no_disk)
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
        let tx = self.0.transaction(store).build()?;
        let value: Option<TypedArray<u8>> = tx.object_store(store)?.get(key).primitive()?.await?;
        Ok(value.map(|array| array.into()))
    }

    async fn put<T: Serialize>(
        &self,
        store: &str,
        key: String,
        value: &T,
    ) -> Result<(), DiskError> {
        let bytes = shared::wire::encode(value);
        let tx = self
            .0
            .transaction(store)
            .with_mode(TransactionMode::Readwrite)
            .build()?;
        tx.object_store(store)?
            .put(TypedArraySlice::new(bytes.as_slice()))
            .with_key(key)
            .primitive()?
            .await?;
        tx.commit().await?;
        Ok(())
    }

    async fn range(&self, store: &str, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, DiskError> {
        let tx = self.0.transaction(store).build()?;
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

    pub async fn put_entry(&self, entry: &Entry) -> Result<(), DiskError> {
        self.put(DEVICE, format!("production/{}", entry.production), entry)
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
        let tx = self
            .0
            .transaction(DEVICE)
            .with_mode(TransactionMode::Readwrite)
            .build()?;
        let store = tx.object_store(DEVICE)?;
        for (act, bytes) in &acts.kept {
            store
                .put(TypedArraySlice::new(bytes.as_slice()))
                .with_key(act_key(production, *act))
                .primitive()?
                .await?;
        }
        for act in &acts.forgotten {
            store.delete(act_key(production, *act)).primitive()?.await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Reads the records of the last run that Today needs.
    pub async fn projection(&self, production: &Id) -> Option<Vec<u8>> {
        let key = projection_key(production, 0);
        self.bytes(PROJECTIONS, key).await.ok()?
    }

    /// Reads the other records of the last run, for [`projection::split`].
    pub async fn rest_of_projection(&self, production: &Id) -> Option<Vec<u8>> {
        let key = projection_key(production, 1);
        self.bytes(PROJECTIONS, key).await.ok()?
    }

    pub async fn put_projection(
        &self,
        production: &Id,
        pieces: Vec<Vec<u8>>,
    ) -> Result<(), DiskError> {
        let Some((first, rest)) = pieces.split_first() else {
            return Ok(());
        };
        let rest = projection::join(rest);
        let tx = self
            .0
            .transaction(PROJECTIONS)
            .with_mode(TransactionMode::Readwrite)
            .build()?;
        let store = tx.object_store(PROJECTIONS)?;
        for (n, bytes) in [first, &rest].into_iter().enumerate() {
            store
                .put(TypedArraySlice::new(bytes.as_slice()))
                .with_key(projection_key(production, n))
                .primitive()?
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Reads all documents of a production in one transaction: another tab may be compacting.
    pub async fn documents(&self, production: &Id) -> Result<Vec<StoredDoc>, DiskError> {
        let tx = self.0.transaction([META, LOG, SNAPSHOTS]).build()?;
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
    }

    /// Writes in one transaction, all or nothing.
    pub async fn store(&self, store: &Store) -> Result<(), DiskError> {
        let tx = self
            .0
            .transaction([META, LOG, SNAPSHOTS])
            .with_mode(TransactionMode::Readwrite)
            .build()?;
        let name = store.document.to_string();
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
        tx.commit().await?;
        Ok(())
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
        let tx = self
            .0
            .transaction(DEVICE)
            .with_mode(TransactionMode::Readwrite)
            .build()?;
        let device = tx.object_store(DEVICE)?;
        device
            .delete::<String, _>(prefixed(&format!("acts/{production}/")))
            .primitive()?;
        device
            .delete(format!("production/{production}"))
            .primitive()?
            .await?;
        tx.commit().await?;
        Ok(())
    }

    async fn delete(&self, name: &str, log: &str, production: &Id) -> Result<(), DiskError> {
        let tx = self
            .0
            .transaction([META, LOG, SNAPSHOTS, PROJECTIONS])
            .with_mode(TransactionMode::Readwrite)
            .build()?;
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
        tx.commit().await?;
        Ok(())
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

fn log_key(document: &str, hash: &[u8]) -> String {
    format!("{document}|{}", hex(hash))
}

/// With leading zeros, so that the disk has them in their order.
fn act_key(production: &Id, act: u64) -> String {
    format!("acts/{production}/{act:020}")
}

fn projection_key(production: &Id, part: usize) -> String {
    format!("{production}|{BUILD}|{part}")
}
