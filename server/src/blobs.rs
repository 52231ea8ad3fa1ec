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

use crate::clock::now_ms;
use crate::limits::lock;
use crate::relay::Relay;
use crate::store::{Result, blobs as rows};

/// What nobody went on with for a week is thrown away.
const GIVEN_UP_MS: i64 = 7 * 24 * 60 * 60 * 1000;
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

    fn forget_part(&self, row: i64) {
        // Nothing may have come of it yet.
        let _ = fs::remove_file(self.part(row));
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
    for row in rows::given_up(&mut conn, now_ms() - GIVEN_UP_MS).await? {
        relay.blobs.forget_part(row);
        rows::forget(&mut conn, row).await?;
    }
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

    #[test]
    fn one_request_at_a_time_writes_a_blob() {
        let blobs = Blobs::new(Path::new("unused"));
        let id = BlobId {
            document: shared::id::DocId::parse("p:floor").unwrap(),
            hash: BlobHash::of(b"x"),
        };
        let claim = blobs.claim(&id);
        assert!(claim.is_some());
        assert!(blobs.claim(&id).is_none());
        drop(claim);
        assert!(blobs.claim(&id).is_some());
    }
}
