//! Blobs: photographs and other files that lie beside the log, named by their SHA-256.
//!
//! A blob belongs to a document: whoever may write that document may bring it, whoever may read
//! it may have it. Here are the names, the pieces it travels in, and what a device does next; the
//! bytes are kept by the engine program and by the relay.

mod upload;

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::id::{DocId, hex, unhex};

pub use upload::{Answer, Step, retry_ms, step};

/// The largest blob a relay takes unless it was told otherwise, in bytes.
pub const BLOB_MAX_BYTES: u64 = 16 * 1024 * 1024;
/// A device sends a blob in pieces of so many bytes: on a weak signal one takes seconds, and what
/// broke off is small.
pub const PIECE_BYTES: u64 = 256 * 1024;
/// The largest piece a relay takes, in bytes.
pub const PIECE_MAX_BYTES: usize = 1024 * 1024;
/// The header in which a relay says how many bytes of a blob it holds.
pub const OFFSET_HEADER: &str = "upload-offset";

/// The SHA-256 of a blob's bytes: its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobHash(pub [u8; 32]);

impl BlobHash {
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Reads 64 lower-case hexadecimal digits: one blob has one name.
    pub fn parse(text: &str) -> Option<Self> {
        let is_lower = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !is_lower {
            return None;
        }
        Some(Self(unhex(text)?.try_into().ok()?))
    }
}

impl fmt::Display for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl Serialize for BlobHash {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BlobHash {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a SHA-256"))
    }
}

/// One blob of one document; written `<production>:floor|<hash>`, so that a device finds all of a
/// document's by how they begin.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct BlobId {
    pub document: DocId,
    pub hash: BlobHash,
}

impl BlobId {
    pub fn parse(text: &str) -> Option<Self> {
        let (document, hash) = text.split_once('|')?;
        Some(Self {
            document: DocId::parse(document)?,
            hash: BlobHash::parse(hash)?,
        })
    }

    /// Returns the blob's address below `/api/productions/`.
    pub fn path(&self) -> String {
        let DocId {
            production,
            audience,
        } = &self.document;
        format!("{production}/documents/{audience}/blobs/{}", self.hash)
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}|{}", self.document, self.hash)
    }
}

/// A part of a blob, from the first byte up to, not including, the last; never empty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    pub from: u64,
    pub to: u64,
    pub total: u64,
}

impl Piece {
    /// Returns the piece that follows what is held, if something lacks.
    pub fn after(held: u64, total: u64) -> Option<Self> {
        let to = held.saturating_add(PIECE_BYTES).min(total);
        (held < to).then_some(Self {
            from: held,
            to,
            total,
        })
    }

    /// Reads a `Content-Range`, `bytes 0-1023/4096` (RFC 9110, 14.4).
    pub fn parse(text: &str) -> Option<Self> {
        let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
        let (from, last) = range.split_once('-')?;
        let (from, last): (u64, u64) = (number(from)?, number(last)?);
        let total = number(total)?;
        let to = last.checked_add(1)?;
        (from < to && to <= total).then_some(Self { from, to, total })
    }
}

fn number(text: &str) -> Option<u64> {
    let is_plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.to.saturating_sub(1);
        write!(f, "bytes {}-{last}/{}", self.from, self.total)
    }
}

/// What a device can say of a blob's bytes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Lacks {
    /// The relay cannot be reached, and the bytes are not on this device.
    Signal,
    /// The device that has the bytes has not sent them yet.
    NotSent,
    /// No relay could have them: the production lives on this device alone.
    NoRelay,
    /// This device may no longer read the document.
    NotAllowed,
}

/// A blob of this device that the relay does not have yet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Waiting {
    pub blob: BlobId,
    /// The relay's sentence, if it does not take it.
    pub refused: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_64_small_letters() {
        let name = BlobHash::of(b"").to_string();
        assert_eq!(
            name,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(BlobHash::parse(&name), Some(BlobHash::of(b"")));
        for bad in [
            "",
            "e3b0",
            &name.to_uppercase(),
            &format!("../{}", &name[3..]),
        ] {
            assert_eq!(BlobHash::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_blob_is_named_with_its_document() {
        for document in ["p:floor", "p:personal:ines"] {
            let text = format!("{document}|{}", BlobHash::of(b"x"));
            assert_eq!(BlobId::parse(&text).map(|id| id.to_string()), Some(text));
        }
        assert_eq!(BlobId::parse("p:floor"), None);
        assert_eq!(BlobId::parse("floor|e3"), None);
    }

    #[test]
    fn a_piece_is_said_as_the_web_says_it() {
        let check = |text: &str, want: Option<(u64, u64, u64)>| {
            let want = want.map(|(from, to, total)| Piece { from, to, total });
            assert_eq!(Piece::parse(text), want, "{text}");
            if let Some(piece) = want {
                assert_eq!(piece.to_string(), text);
            }
        };
        check("bytes 0-0/1", Some((0, 1, 1)));
        check("bytes 100-199/4096", Some((100, 200, 4096)));
        check("bytes 100-99/4096", None);
        check("bytes 0-4096/4096", None);
        check("bytes 0-0/*", None);
        check("bytes */4096", None);
        check("bytes +0-+1/4", None);
        check("bytes 0-18446744073709551615/18446744073709551615", None);
        check("0-1/2", None);
    }

    #[test]
    fn pieces_follow_each_other_to_the_end() {
        let total = PIECE_BYTES * 2 + 7;
        let mut held = 0;
        let mut count = 0;
        while let Some(piece) = Piece::after(held, total) {
            assert_eq!(piece.from, held);
            held = piece.to;
            count += 1;
        }
        assert_eq!((held, count), (total, 3));
        assert_eq!(Piece::after(0, 0), None);
    }
}
