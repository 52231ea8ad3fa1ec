//! Opening the file: every way it can fail has a sentence that says what to do.

use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use tokio::sync::Mutex;

use super::Store;

pub const FILE_NAME: &str = "callboard.sqlite";
const LOCK_NAME: &str = "callboard.lock";
/// Reads are short, and the machine is small.
const READERS: u32 = 4;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Why the data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CannotOpen {
    #[error(
        "The data folder {0} cannot be made or written ({1}). Choose another with --data, or change its owner."
    )]
    Folder(PathBuf, io::Error),
    #[error(
        "Another relay is using the data folder {0}. Stop it first, or choose another with --data."
    )]
    InUse(PathBuf),
    #[error(
        "{0} was written by a newer Callboard. Update this one, or choose another folder with --data."
    )]
    Newer(PathBuf),
    #[error("The disk is full: {0} cannot be written. Make room, then start again.")]
    Full(PathBuf),
    #[error(
        "{0} is not a Callboard file, or it is damaged ({1}). Move it away, or restore a backup over it."
    )]
    Damaged(PathBuf, String),
    #[error("{0} cannot be opened: {1}")]
    Other(PathBuf, String),
}

impl Store {
    /// Opens the file in the folder, and makes or updates it.
    ///
    /// # Errors
    /// Returns a sentence for whoever started the relay.
    pub async fn open(folder: &Path) -> Result<Self, CannotOpen> {
        let lock = lock_folder(folder)?;
        let path = folder.join(FILE_NAME);
        let explain = |error: sqlx::Error| explain(&path, &error);
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // Accepted means synced: nothing less will do for the writer.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("wal_autocheckpoint", "2000")
            .disable_statement_logging();
        let mut writer = options.connect().await.map_err(explain)?;
        migrate(&path, &mut writer).await?;
        // Finds out now, not at the first push, that the file is read-only.
        sqlx::query("UPDATE productions SET title = title WHERE id = ''")
            .execute(&mut writer)
            .await
            .map_err(explain)?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(options.read_only(true).pragma("query_only", "on"))
            .await
            .map_err(explain)?;
        Ok(Self {
            readers,
            writer: Mutex::new(writer),
            _lock: lock,
        })
    }
}

fn lock_folder(folder: &Path) -> Result<File, CannotOpen> {
    let cannot = |error| CannotOpen::Folder(folder.to_owned(), error);
    // What stands here is for nobody else on the machine.
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(cannot)?;
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join(LOCK_NAME))
        .map_err(cannot)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(CannotOpen::InUse(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(cannot(error)),
    }
}

async fn migrate(path: &Path, writer: &mut sqlx::SqliteConnection) -> Result<(), CannotOpen> {
    match MIGRATIONS.run(writer).await {
        Ok(()) => Ok(()),
        Err(
            MigrateError::VersionMissing(_)
            | MigrateError::VersionMismatch(_)
            | MigrateError::VersionTooNew(..),
        ) => Err(CannotOpen::Newer(path.to_owned())),
        Err(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => {
            Err(explain(path, &error))
        }
        Err(other) => Err(CannotOpen::Other(path.to_owned(), other.to_string())),
    }
}

/// SQLite's primary result codes (sqlite.org/rescode.html) in words.
fn explain(path: &Path, error: &sqlx::Error) -> CannotOpen {
    let code = error
        .as_database_error()
        .and_then(|error| error.code())
        .and_then(|code| code.parse::<i32>().ok())
        .map(|code| code & 0xff);
    let path = path.to_owned();
    match code {
        Some(8 | 14) => CannotOpen::Folder(path, io::Error::other("not writable")),
        Some(13) => CannotOpen::Full(path),
        Some(11 | 26) => CannotOpen::Damaged(path, error.to_string()),
        Some(5 | 6) => CannotOpen::InUse(path),
        _ => CannotOpen::Other(path, error.to_string()),
    }
}
