//! A production as one file (`.callboard`): a manifest with heads and checksums, and every
//! document the holder may read.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::chunk::ChunkHash;
use crate::id::{DeviceTag, DocId, Id, hex};
use crate::wire::Bytes;

const MAGIC: &[u8] = b"CALLBOARD\x00\x01\n";
/// The newest layout of the file that is read here.
pub const SCHEMA: u32 = 1;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    pub schema: u32,
    pub production: Id,
    pub title: String,
    /// When it was written, milliseconds since 1970.
    pub made_ms: i64,
    pub documents: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub document: DocId,
    pub heads: Vec<ChunkHash>,
    pub size_bytes: u64,
    /// SHA-256 of the document's bytes, hexadecimal.
    pub sha256: String,
}

#[derive(Serialize, Deserialize)]
struct File {
    manifest: Manifest,
    documents: Vec<Bytes>,
}

/// Why a file is not taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBundle {
    #[error("it is not a Callboard file")]
    NotABundle,
    #[error("it was written by a newer version of Callboard; update the app and open it again")]
    Newer,
    #[error("it is cut off or damaged ({0}); ask for it again")]
    Damaged(String),
    #[error("it belongs to another production, {0}")]
    OtherProduction(String),
}

/// Writes a bundle.
pub fn write(
    production: &Id,
    title: &str,
    made_ms: i64,
    documents: Vec<(DocId, Vec<ChunkHash>, Vec<u8>)>,
) -> Vec<u8> {
    let manifest = Manifest {
        schema: SCHEMA,
        production: production.clone(),
        title: title.to_owned(),
        made_ms,
        documents: documents
            .iter()
            .map(|(document, heads, bytes)| Entry {
                document: document.clone(),
                heads: heads.clone(),
                size_bytes: bytes.len() as u64,
                sha256: hex(&Sha256::digest(bytes)),
            })
            .collect(),
    };
    let documents = documents
        .into_iter()
        .map(|(_, _, bytes)| Bytes::from(bytes))
        .collect();
    let mut out = MAGIC.to_vec();
    out.extend(crate::wire::encode(&File {
        manifest,
        documents,
    }));
    out
}

/// Reads a bundle and checks every document's size and checksum.
///
/// # Errors
/// Says in a sentence what is wrong with the file.
pub fn read(bytes: &[u8]) -> Result<(Manifest, Vec<(DocId, Vec<u8>)>), BadBundle> {
    let start = MAGIC.len();
    if bytes.len() < start || bytes[..9] != MAGIC[..9] {
        return Err(BadBundle::NotABundle);
    }
    if bytes[..start] != *MAGIC {
        return Err(BadBundle::Newer);
    }
    let file: File = rmp_serde::from_slice(&bytes[start..])
        .map_err(|_| BadBundle::Damaged("its contents do not parse".into()))?;
    if file.manifest.schema > SCHEMA {
        return Err(BadBundle::Newer);
    }
    if file.manifest.documents.len() != file.documents.len() {
        return Err(BadBundle::Damaged("documents are missing".into()));
    }
    let mut documents = Vec::with_capacity(file.documents.len());
    for (entry, bytes) in file.manifest.documents.iter().zip(file.documents) {
        let bytes = bytes.into_vec();
        if bytes.len() as u64 != entry.size_bytes || hex(&Sha256::digest(&bytes)) != entry.sha256 {
            return Err(BadBundle::Damaged(format!(
                "the checksum of {} differs",
                entry.document.audience
            )));
        }
        if entry.document.production != file.manifest.production {
            return Err(BadBundle::Damaged("it mixes productions".into()));
        }
        documents.push((entry.document.clone(), bytes));
    }
    Ok((file.manifest, documents))
}

/// Makes a bundle a copy of this device's own: the same documents as another production, with an
/// id that follows from both. So everybody who opens a sample has one of their own, which can go to
/// any relay, and who opens it twice has it once. Returns the copy's id too.
///
/// # Errors
/// As [`read`].
pub fn own_copy(bytes: &[u8], device: DeviceTag) -> Result<(Id, Vec<u8>), BadBundle> {
    let (manifest, documents) = read(bytes)?;
    let mut hash = Sha256::new();
    hash.update(manifest.production.as_str());
    hash.update(device.0);
    let mut bits = [0; 12];
    bits.copy_from_slice(&hash.finalize()[..12]);
    let production = Id::from_random(bits);
    let documents = documents
        .into_iter()
        .zip(manifest.documents)
        .map(|((document, bytes), entry)| {
            let document = DocId::new(&production, document.audience);
            (document, entry.heads, bytes)
        })
        .collect();
    let copy = write(&production, &manifest.title, manifest.made_ms, documents);
    Ok((production, copy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_device_has_its_own_copy_of_a_sample() {
        let doc = DocId::parse("sample:plan").unwrap();
        let bytes = write(
            &Id::new("sample"),
            "S",
            5,
            vec![(doc, vec![], vec![1, 2, 3])],
        );
        let copy = |tag: u8| own_copy(&bytes, DeviceTag([tag; 8])).unwrap();
        let (one, two) = (copy(1), copy(2));
        assert_eq!(one, copy(1));
        assert_ne!(one.0, two.0);
        assert!(Id::is_valid(one.0.as_str()));
        let (manifest, documents) = read(&one.1).unwrap();
        assert_eq!(manifest.production, one.0);
        assert_eq!(documents[0].0.to_string(), format!("{}:plan", one.0));
        assert_eq!(documents[0].1, [1, 2, 3]);
    }

    #[test]
    fn a_damaged_file_says_so() {
        let doc = DocId::parse("p:plan").unwrap();
        let bytes = write(
            &Id::new("p"),
            "Night Ferry",
            5,
            vec![(doc.clone(), vec![], vec![1, 2, 3])],
        );
        let (manifest, documents) = read(&bytes).unwrap();
        assert_eq!(
            (manifest.title.as_str(), documents),
            ("Night Ferry", vec![(doc, vec![1, 2, 3])])
        );
        assert_eq!(read(b"PK\x03\x04"), Err(BadBundle::NotABundle));
        for cut in 0..bytes.len() {
            assert!(read(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        let mut flipped = bytes.clone();
        let last = flipped.len() - 1;
        flipped[last] ^= 1;
        assert!(matches!(read(&flipped), Err(BadBundle::Damaged(_))));
    }
}
