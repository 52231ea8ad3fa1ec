//! The files of blobs: pieces are put together under a number, and get their name, the hash, only
//! when it was compared and the disk has them.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sha2::{Digest, Sha256};
use shared::blob::{BlobHash, BlobId, Piece};
use shared::id::Id;
use sqlx::{Connection, SqliteConnection};

use crate::clock::now_ms;
use crate::limits::lock;
use crate::relay::Relay;
use crate::store::{Result, blobs as rows};

/// What nobody went on with for a week is thrown away; where there is no room, after an hour.
const GIVEN_UP_MS: i64 = 7 * 24 * HOUR_MS;
pub const HOUR_MS: i64 = 60 * 60 * 1000;
const TIDY_EVERY: Duration = Duration::from_secs(60 * 60);
const READ_BYTES: usize = 64 * 1024;

pub struct Blobs {
    folder: PathBuf,
    /// Blobs that a request is writing at this moment.
    busy: Mutex<HashSet<BlobId>>,
}

/// How the file of a blob stands after a piece.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Written {
    /// So many bytes are held, and some lack.
    Held(u64),
    /// A piece before this one is not here; so many bytes are held.
    Gap(u64),
    /// All of it is on the disk, under its name.
    Whole,
    /// All of it came, and it is something else; nothing of it was kept.
    WrongHash,
}

/// The right to write one blob, given back when dropped.
pub struct Claim {
    blobs: Arc<Blobs>,
    blob: BlobId,
}

impl Drop for Claim {
    fn drop(&mut self) {
        lock(&self.blobs.busy).remove(&self.blob);
    }
}

impl Blobs {
    pub fn new(data: &Path) -> Arc<Self> {
        Arc::new(Self {
            folder: data.join("blobs"),
            busy: Mutex::default(),
        })
    }

    /// Lets one request at a time write a blob.
    pub fn claim(self: &Arc<Self>, blob: &BlobId) -> Option<Claim> {
        let is_free = lock(&self.busy).insert(blob.clone());
        is_free.then(|| Claim {
            blobs: self.clone(),
            blob: blob.clone(),
        })
    }

    /// Returns where a whole blob lies.
    pub fn path(&self, hash: &BlobHash) -> PathBuf {
        let name = hash.to_string();
        self.folder.join(&name[..2]).join(name)
    }

    fn part(&self, row: i64) -> PathBuf {
        self.folder.join("part").join(row.to_string())
    }

    /// Says whether the file of a whole blob is here: a backup may have come back without it.
    pub fn is_here(&self, hash: &BlobHash, size_bytes: u64) -> bool {
        fs::metadata(self.path(hash)).is_ok_and(|file| file.len() == size_bytes)
    }

    /// Returns how many bytes of a blob that is not whole can be gone on from.
    pub fn held(&self, row: i64, total: u64) -> u64 {
        // All of it, and no name: the power went off in between. It begins anew.
        let length = fs::metadata(self.part(row)).map_or(0, |file| file.len());
        if length < total { length } else { 0 }
    }

    /// Writes a piece behind what is held, over what stood there, and completes the blob with the
    /// last one.
    ///
    /// # Errors
    /// Fails if the disk is full or broken.
    pub fn write(
        &self,
        row: i64,
        hash: &BlobHash,
        piece: Piece,
        bytes: &[u8],
    ) -> io::Result<Written> {
        let part = self.part(row);
        if let Some(folder) = part.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&part)?;
        let held = file.metadata()?.len();
        if piece.from > held {
            return Ok(Written::Gap(self.held(row, piece.total)));
        }
        file.set_len(piece.from)?;
        file.seek(SeekFrom::Start(piece.from))?;
        file.write_all(bytes)?;
        if piece.to < piece.total {
            // Not synced: what a power cut spoils is found by the hash, and sent again.
            return Ok(Written::Held(piece.to));
        }
        if hash_of(&mut file)? != *hash {
            drop(file);
            fs::remove_file(&part)?;
            return Ok(Written::WrongHash);
        }
        file.sync_all()?;
        drop(file);
        self.name(&part, hash)?;
        Ok(Written::Whole)
    }

    /// Gives a file its name. The folders are synced too: a name that a power cut takes back
    /// would be of a blob that was said to be here.
    fn name(&self, part: &Path, hash: &BlobHash) -> io::Result<()> {
        let path = self.path(hash);
        if let Some(folder) = path.parent() {
            let is_new = !folder.is_dir();
            fs::create_dir_all(folder)?;
            fs::rename(part, &path)?;
            File::open(folder)?.sync_all()?;
            if is_new {
                File::open(&self.folder)?.sync_all()?;
            }
        }
        Ok(())
    }

    /// Throws away what no piece came of since a moment, of one production or of all: the file
    /// first, since its number may be given to the next blob. What a request is writing stays.
    ///
    /// # Errors
    /// Fails if the rows cannot be written; a row without its file begins anew.
    pub async fn give_up(
        self: &Arc<Self>,
        conn: &mut SqliteConnection,
        production: Option<&Id>,
        before_ms: i64,
    ) -> Result<()> {
        for (row, blob) in rows::left(conn, production, before_ms).await? {
            let Some(_claim) = self.claim(&blob) else {
                continue;
            };
            // Nothing may have come of it yet.
            let _ = fs::remove_file(self.part(row));
            rows::forget(conn, row).await?;
        }
        Ok(())
    }
}

fn hash_of(file: &mut File) -> io::Result<BlobHash> {
    file.seek(SeekFrom::Start(0))?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; READ_BYTES];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(BlobHash(hash.finalize().into())),
            n => hash.update(&buffer[..n]),
        }
    }
}

/// Throws away, from time to time, what was begun and given up.
pub async fn tidy(relay: Arc<Relay>) {
    let mut every = tokio::time::interval(TIDY_EVERY);
    loop {
        every.tick().await;
        if let Err(error) = tidy_once(&relay).await {
            tracing::warn!("blobs that were given up could not be removed: {error}");
        }
    }
}

async fn tidy_once(relay: &Relay) -> Result<()> {
    let mut conn = relay.store.write().await;
    let mut tx = conn.begin().await?;
    let before_ms = now_ms() - GIVEN_UP_MS;
    relay.blobs.give_up(&mut tx, None, before_ms).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(from: u64, to: u64, total: u64) -> Piece {
        Piece { from, to, total }
    }

    #[test]
    fn a_blob_has_its_name_only_when_all_of_it_is_right() {
        let data = tempfile::tempdir().unwrap();
        let blobs = Blobs::new(data.path());
        let hash = BlobHash::of(b"abcdef");
        let write = |piece, bytes: &[u8]| blobs.write(1, &hash, piece, bytes).unwrap();
        assert_eq!(write(piece(0, 2, 6), b"ab"), Written::Held(2));
        assert_eq!(write(piece(4, 6, 6), b"ef"), Written::Gap(2));
        assert!(!blobs.is_here(&hash, 6));
        // A piece that came twice, and one that was cut short before.
        assert_eq!(write(piece(0, 2, 6), b"ab"), Written::Held(2));
        assert_eq!(blobs.held(1, 6), 2);
        assert_eq!(write(piece(2, 6, 6), b"cdXX"), Written::WrongHash);
        assert_eq!(blobs.held(1, 6), 0);
        assert!(!blobs.is_here(&hash, 6));
        assert_eq!(write(piece(0, 6, 6), b"abcdef"), Written::Whole);
        assert!(blobs.is_here(&hash, 6));
        assert_eq!(fs::read(blobs.path(&hash)).unwrap(), b"abcdef");
    }

    fn id(bytes: &[u8]) -> BlobId {
        BlobId {
            document: shared::id::DocId::parse("p:floor").unwrap(),
            hash: BlobHash::of(bytes),
        }
    }

    #[tokio::test]
    async fn a_blob_that_is_being_written_is_not_thrown_away() {
        let data = tempfile::tempdir().unwrap();
        let blobs = Blobs::new(data.path());
        let store = crate::store::Store::open(data.path()).await.unwrap();
        let mut conn = store.write().await;
        sqlx::raw_sql(
            "INSERT INTO productions (id, title, epoch, created_ms) VALUES ('p', '', '', 0);
             INSERT INTO devices (id, production, token_hash, tag, label, role, joined_ms)
             VALUES ('d', 'p', x'00', x'00', '', 'crew', 0)",
        )
        .execute(&mut *conn)
        .await
        .unwrap();
        let (finishing, left, fresh) = (id(b"abcdef"), id(b"left"), id(b"fresh"));
        let mut rows_of = Vec::new();
        for (blob, at_ms) in [(&finishing, 0), (&left, 0), (&fresh, 100)] {
            let device = Id::new("d");
            let row = rows::begin(&mut conn, blob, &device, 6, at_ms).await;
            let row = row.unwrap();
            let held = blobs.write(row, &blob.hash, piece(0, 2, 6), b"ab").unwrap();
            assert_eq!(held, Written::Held(2));
            rows_of.push(row);
        }
        let other = Id::new("q");
        blobs.give_up(&mut conn, Some(&other), 50).await.unwrap();
        assert!(rows::find(&mut conn, &left).await.unwrap().is_some());
        let claim = blobs.claim(&finishing);
        blobs.give_up(&mut conn, None, 50).await.unwrap();
        for (blob, row, is_here) in [
            (&finishing, rows_of[0], true),
            (&left, rows_of[1], false),
            (&fresh, rows_of[2], true),
        ] {
            let found = rows::find(&mut conn, blob).await.unwrap();
            assert_eq!(found.is_some(), is_here, "{blob}");
            assert_eq!(blobs.held(row, 6) == 2, is_here, "{blob}");
        }
        // Its last piece and its row come together.
        let last = piece(2, 6, 6);
        let whole = blobs.write(rows_of[0], &finishing.hash, last, b"cdef");
        assert_eq!(whole.unwrap(), Written::Whole);
        assert!(rows::set_whole(&mut conn, rows_of[0], 60).await.unwrap());
        drop(claim);
        blobs.give_up(&mut conn, None, 90).await.unwrap();
        let found = rows::find(&mut conn, &finishing).await.unwrap();
        assert!(found.unwrap().is_whole && blobs.is_here(&finishing.hash, 6));
    }

    #[test]
    fn one_request_at_a_time_writes_a_blob() {
        let blobs = Blobs::new(Path::new("unused"));
        let id = id(b"x");
        let claim = blobs.claim(&id);
        assert!(claim.is_some());
        assert!(blobs.claim(&id).is_none());
        drop(claim);
        assert!(blobs.claim(&id).is_some());
    }
}
