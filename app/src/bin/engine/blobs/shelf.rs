//! The shelf: a database beside the log's, so that a photo never waits for a tab of an older build
//! that holds the log open, nor fills the room of an edit's transaction.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use indexed_db_futures::prelude::*;
use indexed_db_futures::typed_array::{TypedArray, TypedArraySlice};
use shared::blob::BlobId;

use crate::connection::{Connection, DiskError};
use crate::disk::prefixed;

const NAME: &str = "callboard-blobs";
const VERSION: u32 = 1;
/// The bytes, by blob.
const BYTES: &str = "bytes";
/// The names of those that the relay does not have yet.
const OUTBOX: &str = "outbox";

#[derive(Default)]
pub struct Shelf {
    /// Opened when it is first wanted.
    database: RefCell<Opened>,
    /// What a browser without storage holds, until the tab closes; true: the relay lacks it.
    memory: RefCell<BTreeMap<String, (Vec<u8>, bool)>>,
}

#[derive(Default, Clone)]
enum Opened {
    #[default]
    NotYet,
    None,
    Here(Rc<Connection>),
}

impl Shelf {
    async fn database(&self) -> Option<Rc<Connection>> {
        let opened = self.database.borrow().clone();
        match opened {
            Opened::Here(database) => Some(database),
            Opened::None => None,
            Opened::NotYet => {
                let database = Connection::open(NAME, VERSION, &[BYTES, OUTBOX]).await;
                let database = database.ok().map(Rc::new);
                let opened = database.clone().map_or(Opened::None, Opened::Here);
                self.database.replace(opened);
                database
            }
        }
    }

    pub async fn get(&self, blob: &BlobId) -> Option<Vec<u8>> {
        let key = blob.to_string();
        match self.database().await {
            Some(database) => bytes(&database, key).await.ok().flatten(),
            None => self
                .memory
                .borrow()
                .get(&key)
                .map(|(bytes, _)| bytes.clone()),
        }
    }

    /// Keeps bytes that the relay lacks. Where there is no room, what the relay has makes room.
    pub async fn keep(&self, blob: &BlobId, bytes: Vec<u8>) -> Result<(), DiskError> {
        let key = blob.to_string();
        let Some(database) = self.database().await else {
            self.memory.borrow_mut().insert(key, (bytes, true));
            return Ok(());
        };
        match put(&database, &key, &bytes, true).await {
            Ok(()) => Ok(()),
            Err(_) => {
                let _ = make_room(&database).await;
                put(&database, &key, &bytes, true).await
            }
        }
    }

    /// Keeps bytes that the relay has, if there is room.
    pub async fn cache(&self, blob: &BlobId, bytes: &[u8]) {
        let key = blob.to_string();
        match self.database().await {
            Some(database) => {
                let _ = put(&database, &key, bytes, false).await;
            }
            None => {
                let bytes = (bytes.to_vec(), false);
                self.memory.borrow_mut().insert(key, bytes);
            }
        }
    }

    /// Lists what the relay lacks, of blobs whose name begins so.
    pub async fn outbox(&self, prefix: &str) -> BTreeSet<BlobId> {
        let names = match self.database().await {
            Some(database) => outbox(&database, prefix).await.unwrap_or_default(),
            None => {
                let memory = self.memory.borrow();
                let open = memory.iter().filter(|(_, (_, waits))| *waits);
                open.map(|(key, _)| key.clone())
                    .filter(|key| key.starts_with(prefix))
                    .collect()
            }
        };
        names
            .iter()
            .filter_map(|name| BlobId::parse(name))
            .collect()
    }

    /// The relay has it.
    pub async fn sent(&self, blob: &BlobId) {
        let key = blob.to_string();
        match self.database().await {
            // At worst it is offered once more.
            Some(database) => {
                let _ = delete_in(&database, OUTBOX, &key).await;
            }
            None => {
                if let Some((_, waits)) = self.memory.borrow_mut().get_mut(&key) {
                    *waits = false;
                }
            }
        }
    }

    /// Deletes everything whose name begins so.
    pub async fn delete(&self, prefix: &str) {
        self.memory
            .borrow_mut()
            .retain(|key, _| !key.starts_with(prefix));
        if let Some(database) = self.database().await {
            for store in [OUTBOX, BYTES] {
                let _ = delete_range(&database, store, prefix).await;
            }
        }
    }
}

async fn bytes(connection: &Connection, key: String) -> Result<Option<Vec<u8>>, DiskError> {
    connection
        .read(&[BYTES], async |tx| {
            let value: Option<TypedArray<u8>> = tx
                .object_store(BYTES)?
                .get(key.as_str())
                .primitive()?
                .await?;
            Ok(value.map(|array| array.into()))
        })
        .await
}

// Bytes and the wish to send them go in one transaction.
async fn put(
    connection: &Connection,
    key: &str,
    bytes: &[u8],
    waits: bool,
) -> Result<(), DiskError> {
    connection
        .write(&[BYTES, OUTBOX], async |tx| {
            if waits {
                tx.object_store(OUTBOX)?
                    .put(TypedArraySlice::new(&[] as &[u8]))
                    .with_key(key.to_owned())
                    .primitive()?;
            }
            tx.object_store(BYTES)?
                .put(TypedArraySlice::new(bytes))
                .with_key(key.to_owned())
                .primitive()?
                .await?;
            Ok(())
        })
        .await
}

async fn outbox(connection: &Connection, prefix: &str) -> Result<Vec<String>, DiskError> {
    connection
        .read(&[OUTBOX], async |tx| {
            let keys = tx
                .object_store(OUTBOX)?
                .get_all_keys::<String>()
                .with_query::<String, _>(prefixed(prefix))
                .primitive()?
                .await?
                .collect::<Result<Vec<_>, _>>()?;
            Ok(keys)
        })
        .await
}

/// Deletes what the relay has: it can be fetched again.
async fn make_room(connection: &Connection) -> Result<(), DiskError> {
    let kept: BTreeSet<String> = outbox(connection, "").await?.into_iter().collect();
    connection
        .write(&[BYTES], async |tx| {
            let store = tx.object_store(BYTES)?;
            let keys = store
                .get_all_keys::<String>()
                .with_query::<String, _>(prefixed(""))
                .primitive()?
                .await?
                .collect::<Result<Vec<_>, _>>()?;
            for key in keys.into_iter().filter(|key| !kept.contains(key)) {
                store.delete(key).primitive()?.await?;
            }
            Ok(())
        })
        .await
}

async fn delete_in(connection: &Connection, store: &str, key: &str) -> Result<(), DiskError> {
    connection
        .write(&[store], async |tx| {
            let key = key.to_owned();
            tx.object_store(store)?.delete(key).primitive()?.await?;
            Ok(())
        })
        .await
}

async fn delete_range(connection: &Connection, store: &str, prefix: &str) -> Result<(), DiskError> {
    connection
        .write(&[store], async |tx| {
            tx.object_store(store)?
                .delete::<String, _>(prefixed(prefix))
                .primitive()?
                .await?;
            Ok(())
        })
        .await
}
