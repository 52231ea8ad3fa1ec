//! The bytes of one change: verified by checksum and header alone, without loading a document.
//!
//! Layout after automerge's storage format: four magic bytes, four bytes of checksum,
//! a type byte, a LEB128 length, the data. The checksum is the start of the SHA-256
//! over type, length and data; the whole digest is the change's hash.

use sha2::{Digest, Sha256};

use crate::id::hex;

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const TYPE_CHANGE: u8 = 1;
const TYPE_COMPRESSED: u8 = 2;

/// The largest chunk that a device makes or a relay takes, in bytes.
pub const CHUNK_MAX_BYTES: usize = 4 * 1024 * 1024;
/// The most dependencies a chunk may name; merges of more heads are split by nobody in practice.
pub const DEPS_MAX: usize = 4096;

/// The SHA-256 of a chunk: its name everywhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChunkHash(pub [u8; 32]);

impl std::fmt::Debug for ChunkHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex(&self.0[..6]))
    }
}

impl serde::Serialize for ChunkHash {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        serde_bytes::serialize(self.0.as_slice(), s)
    }
}

impl<'de> serde::Deserialize<'de> for ChunkHash {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let bytes: serde_bytes::ByteBuf = serde_bytes::deserialize(d)?;
        <[u8; 32]>::try_from(bytes.as_slice())
            .map(Self)
            .map_err(|_| serde::de::Error::custom("a chunk's hash has 32 bytes"))
    }
}

/// What a chunk says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    pub hash: ChunkHash,
    pub deps: Vec<ChunkHash>,
    /// The author of this run of a device; its first eight bytes are the device's tag.
    pub actor: Vec<u8>,
    /// Counts the actor's changes from 1.
    pub actor_seq: u64,
    /// The counter of the change's first operation: greater than that of all it depends on.
    pub start_op: u64,
    /// Milliseconds since 1970 on the author's clock.
    pub time_ms: i64,
}

/// Why bytes are not an acceptable chunk.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadChunk {
    #[error("the chunk has more than {CHUNK_MAX_BYTES} bytes")]
    TooLarge,
    #[error("the bytes are not a change")]
    NotAChange,
    #[error("the chunk is compressed; changes travel as they are")]
    Compressed,
    #[error("the checksum does not match")]
    Checksum,
    #[error("the chunk's header is damaged")]
    Header,
}

/// Checks the frame and checksum of one chunk and reads its header.
///
/// # Errors
/// Says what is wrong with the bytes; nothing of them should then be kept.
pub fn verify(bytes: &[u8]) -> Result<Header, BadChunk> {
    if bytes.len() > CHUNK_MAX_BYTES {
        return Err(BadChunk::TooLarge);
    }
    let mut r = Reader(bytes);
    if r.take(4)? != MAGIC {
        return Err(BadChunk::NotAChange);
    }
    let checksum = r.take(4)?;
    let hashed = r.0;
    match r.byte()? {
        TYPE_CHANGE => {}
        TYPE_COMPRESSED => return Err(BadChunk::Compressed),
        _ => return Err(BadChunk::NotAChange),
    }
    let length = r.uleb()?;
    if length != r.0.len() as u64 {
        return Err(BadChunk::Header);
    }
    let hash: [u8; 32] = Sha256::digest(hashed).into();
    if checksum != &hash[..4] {
        return Err(BadChunk::Checksum);
    }
    let count = r.uleb()?;
    if count > DEPS_MAX as u64 {
        return Err(BadChunk::Header);
    }
    let mut deps = Vec::with_capacity(count as usize);
    for _ in 0..count {
        let dep = r.take(32)?;
        deps.push(ChunkHash(dep.try_into().map_err(|_| BadChunk::Header)?));
    }
    let actor_len = r.uleb()?;
    let actor = r
        .take(usize::try_from(actor_len).map_err(|_| BadChunk::Header)?)?
        .to_vec();
    let actor_seq = r.uleb()?;
    let start_op = r.uleb()?;
    let time_ms = r.sleb()?;
    if actor_seq == 0 || start_op == 0 {
        return Err(BadChunk::Header);
    }
    Ok(Header {
        hash: ChunkHash(hash),
        deps,
        actor,
        actor_seq,
        start_op,
        time_ms,
    })
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], BadChunk> {
        let (head, tail) = self.0.split_at_checked(n).ok_or(BadChunk::Header)?;
        self.0 = tail;
        Ok(head)
    }

    fn byte(&mut self) -> Result<u8, BadChunk> {
        Ok(self.take(1)?[0])
    }

    fn uleb(&mut self) -> Result<u64, BadChunk> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(BadChunk::Header);
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(BadChunk::Header)
    }

    fn sleb(&mut self) -> Result<i64, BadChunk> {
        let mut value = 0i64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let used = shift + 7;
                if used < 64 && byte & 0x40 != 0 {
                    value |= -1i64 << used;
                }
                return Ok(value);
            }
        }
        Err(BadChunk::Header)
    }
}

#[cfg(test)]
mod tests {
    use automerge::transaction::{CommitOptions, Transactable};
    use automerge::{ActorId, Automerge, ROOT};
    use proptest::prelude::*;

    use super::*;

    fn real_change() -> (Vec<u8>, automerge::Change) {
        let mut doc = Automerge::new().with_actor(ActorId::from([9u8; 16]));
        for n in 0..3i64 {
            let mut tx = doc.transaction();
            tx.put(ROOT, "n", n).unwrap();
            tx.commit_with(CommitOptions::default().with_time(-5 + n));
        }
        let change = doc.get_last_local_change().unwrap().clone();
        (change.raw_bytes().to_vec(), change)
    }

    #[test]
    fn the_header_is_what_automerge_says() {
        let (bytes, change) = real_change();
        let header = verify(&bytes).unwrap();
        assert_eq!(header.hash.0, change.hash().0);
        assert_eq!(header.actor, change.actor_id().to_bytes());
        assert_eq!(header.actor_seq, change.seq());
        assert_eq!(header.start_op, change.start_op().get());
        assert_eq!(header.time_ms, change.timestamp());
        assert_eq!(header.deps.len(), change.deps().len());
        assert_eq!(header.deps[0].0, change.deps()[0].0);
    }

    #[test]
    fn one_flipped_bit_anywhere_is_refused() {
        let (bytes, _) = real_change();
        for n in 0..bytes.len() * 8 {
            let mut bad = bytes.clone();
            bad[n / 8] ^= 1 << (n % 8);
            assert!(verify(&bad).is_err(), "bit {n}");
        }
    }

    proptest! {
        #[test]
        fn garbage_is_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(verify(&bytes).is_err());
        }

        #[test]
        fn garbage_behind_the_magic_is_refused(tail in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut bytes = MAGIC.to_vec();
            bytes.extend(tail);
            prop_assert!(verify(&bytes).is_err());
        }
    }
}
