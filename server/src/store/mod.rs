//! Everything the relay keeps, in one SQLite file: one connection writes, a few read.

pub mod blobs;
pub mod chunks;
pub mod devices;
pub mod documents;
pub mod invitations;
mod open;
pub mod productions;
pub mod snapshots;

use std::fs::File;

use sqlx::{Connection, SqliteConnection, SqlitePool};
use tokio::sync::{Mutex, MutexGuard};

use crate::secret::new_id;

pub use chunks::{Appended, LogView, NewChunk, Page};
pub use devices::DeviceRow;
pub use documents::DocumentRow;
pub use invitations::InvitationRow;
pub use open::{CannotOpen, FILE_NAME};
pub use snapshots::Snapshot;

/// The file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(transparent)]
    Sqlite(#[from] sqlx::Error),
    #[error("a row holds what this program never writes: {0}")]
    Odd(&'static str),
}

pub type Result<T> = std::result::Result<T, StoreError>;

pub struct Store {
    readers: SqlitePool,
    writer: Mutex<SqliteConnection>,
    /// Held for as long as the store is open: two relays must never share a folder.
    _lock: File,
}

impl Store {
    /// Waits for the one writing connection. What is done under it, memory included,
    /// happens in one order.
    pub async fn write(&self) -> MutexGuard<'_, SqliteConnection> {
        self.writer.lock().await
    }

    /// Takes a connection that reads; hold it for one short read, never across the network.
    ///
    /// # Errors
    /// Fails if none is free for a long time.
    pub async fn read(&self) -> Result<sqlx::pool::PoolConnection<sqlx::Sqlite>> {
        Ok(self.readers.acquire().await?)
    }

    /// Begins a new epoch of every production; returns how many there are.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub async fn begin_epochs(&self) -> Result<usize> {
        let mut conn = self.write().await;
        let mut tx = conn.begin().await?;
        let all = productions::all(&mut tx).await?;
        for production in &all {
            let epoch = new_id().map_err(|_| StoreError::Odd("no random bytes"))?;
            productions::set_epoch(&mut tx, production, &epoch).await?;
        }
        tx.commit().await?;
        Ok(all.len())
    }

    /// Folds the write-ahead log into the file.
    pub async fn fold(&self) {
        let mut writer = self.writer.lock().await;
        if let Err(error) = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&mut *writer)
            .await
        {
            tracing::warn!("the write-ahead log could not be folded in: {error}");
        }
    }

    /// Folds the write-ahead log into the file and closes it.
    pub async fn close(self) {
        self.readers.close().await;
        self.fold().await;
        let writer = self.writer.into_inner();
        if let Err(error) = writer.close().await {
            tracing::warn!("the file could not be closed: {error}");
        }
    }
}

/// Reads an unsigned number; the file never holds a negative one.
fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// Writes an unsigned number; sequences and counters never come near the limit.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
