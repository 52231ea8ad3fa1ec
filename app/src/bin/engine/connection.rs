//! A connection to a database of the browser's, opened again when the browser has lost it: WebKit
//! closes those of an app in the background, and only a new one works then.

use std::cell::RefCell;

use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error, OpenDbError};
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionMode};

/// Why the disk did not do it.
#[derive(Debug)]
pub struct DiskError {
    pub why: String,
    /// There is no room.
    pub is_full: bool,
    /// The connection is gone, not the disk.
    pub is_lost: bool,
}

impl From<Error> for DiskError {
    fn from(error: Error) -> Self {
        let why = error.to_string();
        // Chromium reports a full disk as a bare abort, others by the exception's name.
        let is_full = why.contains("Quota") || why.contains("quota");
        let is_closed = matches!(
            error,
            Error::DomException(DomException::InvalidStateError(_))
        );
        let is_lost = is_closed || says_lost(&why);
        Self {
            why,
            is_full,
            is_lost,
        }
    }
}

/// Says whether a browser's message is of a connection that it closed by itself.
fn says_lost(why: &str) -> bool {
    // WebKit, then Chromium and Firefox.
    why.contains("Connection to Indexed Database server lost")
        || why.contains("connection is clos")
        || why.contains("connection was clos")
}

pub struct Connection {
    name: &'static str,
    version: u32,
    stores: &'static [&'static str],
    /// With a number, so that of several that fail only the first opens it again.
    database: RefCell<(u32, Database)>,
}

impl Connection {
    pub async fn open(
        name: &'static str,
        version: u32,
        stores: &'static [&'static str],
    ) -> Result<Self, OpenDbError> {
        let database = open(name, version, stores).await?;
        Ok(Self {
            name,
            version,
            stores,
            database: RefCell::new((0, database)),
        })
    }

    /// Reads in one transaction.
    pub async fn read<R>(
        &self,
        stores: &[&str],
        work: impl AsyncFn(&Transaction<'_>) -> Result<R, DiskError>,
    ) -> Result<R, DiskError> {
        self.with(async |database| {
            let tx = database.transaction(stores).build()?;
            work(&tx).await
        })
        .await
    }

    /// Writes in one transaction, all or nothing.
    pub async fn write<R>(
        &self,
        stores: &[&str],
        work: impl AsyncFn(&Transaction<'_>) -> Result<R, DiskError>,
    ) -> Result<R, DiskError> {
        self.with(async |database| {
            let mode = TransactionMode::Readwrite;
            let tx = database.transaction(stores).with_mode(mode).build()?;
            let done = work(&tx).await?;
            tx.commit().await?;
            Ok(done)
        })
        .await
    }

    // Once more on a new connection where the one that stood was lost. Work done twice must come
    // out as work done once.
    async fn with<R>(
        &self,
        work: impl AsyncFn(&Database) -> Result<R, DiskError>,
    ) -> Result<R, DiskError> {
        let again = async || open(self.name, self.version, self.stores).await.ok();
        with(&self.database, again, work).await
    }
}

async fn with<D: Clone, R>(
    connected: &RefCell<(u32, D)>,
    open: impl AsyncFn() -> Option<D>,
    work: impl AsyncFn(&D) -> Result<R, DiskError>,
) -> Result<R, DiskError> {
    let (number, database) = connected.borrow().clone();
    let error = match work(&database).await {
        Err(error) if error.is_lost => error,
        done => return done,
    };
    if connected.borrow().0 == number {
        let Some(fresh) = open().await else {
            return Err(error);
        };
        let mut connected = connected.borrow_mut();
        if connected.0 == number {
            *connected = (number.wrapping_add(1), fresh);
        }
    }
    let database = connected.borrow().1.clone();
    work(&database).await
}

async fn open(name: &str, version: u32, stores: &'static [&str]) -> Result<Database, OpenDbError> {
    let request = Database::open(name)
        .with_version(version)
        .with_on_upgrade_needed(move |_, db| {
            for store in stores {
                if !db.object_store_names().any(|name| name == *store) {
                    db.create_object_store(*store).build()?;
                }
            }
            Ok(())
        })
        .build()?;
    request.await
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use futures::FutureExt;

    use super::*;

    fn lost() -> DiskError {
        DiskError {
            why: "Connection to Indexed Database server lost".into(),
            is_full: false,
            is_lost: true,
        }
    }

    #[test]
    fn a_connection_that_the_browser_closed_is_opened_again_once() {
        let connected = RefCell::new((0, "closed"));
        let opened = Cell::new(0);
        let open = async || {
            opened.set(opened.get() + 1);
            Some("open")
        };
        let work = async |database: &&str| match *database {
            "open" => Ok(7),
            _ => Err(lost()),
        };
        for _ in 0..2 {
            let done = with(&connected, open, work).now_or_never().unwrap();
            assert_eq!(done.unwrap(), 7);
        }
        assert_eq!(opened.get(), 1);
    }

    #[test]
    fn a_full_disk_is_no_lost_connection() {
        let connected = RefCell::new((0, ()));
        let open = async || panic!("it stands");
        let work = async |_: &()| -> Result<(), DiskError> {
            Err(DiskError {
                is_full: true,
                is_lost: false,
                ..lost()
            })
        };
        let done = with(&connected, open, work).now_or_never().unwrap();
        assert!(done.unwrap_err().is_full);
    }

    #[test]
    fn a_lost_connection_is_told_by_what_browsers_say() {
        let check = |why: &str, expected: bool| assert_eq!(says_lost(why), expected, "{why}");
        check(
            "UnknownError: Connection to Indexed Database server lost. Refresh the page to try again",
            true,
        );
        check("The database connection is closing.", true);
        check("QuotaExceededError: no room", false);
        check("AbortError: The transaction was aborted", false);
    }
}
