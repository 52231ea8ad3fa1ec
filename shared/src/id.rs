//! Names that never change: ids of records, productions, documents and devices.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::access::Audience;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The longest id that is accepted from elsewhere, in bytes. Derived ids join two others.
pub const ID_MAX_BYTES: usize = 80;

/// A record's id: random text made on a device, or two ids joined by a dot
/// (`<day>.<person>`) where two devices must arrive at the same record.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(Arc<str>);

impl Id {
    /// Makes an id of 16 letters from 96 random bits.
    pub fn from_random(bits: [u8; 12]) -> Self {
        Self(random_text(&bits).into())
    }

    /// Takes an id as it stands in a file, a route or a key. The text is not checked.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// Joins two ids into one that every device derives alike.
    pub fn joined(left: &Id, right: &Id) -> Self {
        Self(format!("{left}.{right}").into())
    }

    /// Splits a joined id at its first dot.
    pub fn parts(&self) -> Option<(Id, Id)> {
        let (left, right) = self.0.split_once('.')?;
        Some((Id::new(left), Id::new(right)))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Says whether the text may be an id: letters, digits, `-`, `_` and dots, 1 to 80 bytes.
    pub fn is_valid(text: &str) -> bool {
        !text.is_empty()
            && text.len() <= ID_MAX_BYTES
            && text.bytes().all(|b| b == b'.' || ALPHABET.contains(&b))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// Writes random bytes as text, six bits a letter; 12 bytes give 16 letters.
pub fn random_text(bits: &[u8]) -> String {
    let mut out = String::with_capacity(bits.len().div_ceil(3) * 4);
    for three in bits.chunks(3) {
        let mut word = [0u8; 3];
        word[..three.len()].copy_from_slice(three);
        let all = u32::from_be_bytes([0, word[0], word[1], word[2]]);
        for n in 0..=three.len() {
            let six = (all >> (18 - 6 * n)) & 63;
            out.push(ALPHABET[six as usize] as char);
        }
    }
    out
}

/// The name of one document: the production and the audience it is for.
///
/// Written `<production>:plan` or `<production>:personal:<person>`, so that a device
/// that made a production offline and the relay arrive at the same names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DocId {
    pub production: Id,
    pub audience: Audience,
}

impl DocId {
    pub fn new(production: &Id, audience: Audience) -> Self {
        Self {
            production: production.clone(),
            audience,
        }
    }

    /// Reads a document's name, or nothing if it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let (production, audience) = text.split_once(':')?;
        if !Id::is_valid(production) {
            return None;
        }
        Some(Self {
            production: Id::new(production),
            audience: Audience::parse(audience)?,
        })
    }
}

impl fmt::Display for DocId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.production, self.audience)
    }
}

impl Serialize for DocId {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DocId {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        DocId::parse(&text).ok_or_else(|| serde::de::Error::custom("not a document's name"))
    }
}

/// The public half of a device's name: the first eight bytes of every actor it writes as.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct DeviceTag(pub [u8; 8]);

impl DeviceTag {
    /// Reads the tag from an actor's bytes.
    pub fn of_actor(actor: &[u8]) -> Option<Self> {
        Some(Self(actor.get(..8)?.try_into().ok()?))
    }

    /// Makes the actor of one run: the tag and eight fresh random bytes (DESIGN 4).
    pub fn actor(self, fresh: [u8; 8]) -> [u8; 16] {
        let mut actor = [0; 16];
        actor[..8].copy_from_slice(&self.0);
        actor[8..].copy_from_slice(&fresh);
        actor
    }

    pub fn to_hex(self) -> String {
        hex(&self.0)
    }

    pub fn from_hex(text: &str) -> Option<Self> {
        let bytes = unhex(text)?;
        Some(Self(bytes.try_into().ok()?))
    }
}

/// Writes bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write;
    let mut out = String::with_capacity(bytes.len() * 2);
    for b in bytes {
        let _ = write!(out, "{b:02x}");
    }
    out
}

/// Reads hexadecimal of either case.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || text.len() % 2 == 1 {
        return None;
    }
    (0..text.len() / 2)
        .map(|n| u8::from_str_radix(text.get(2 * n..2 * n + 2)?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_bytes_are_sixteen_letters() {
        assert_eq!(Id::from_random([0; 12]).as_str(), "AAAAAAAAAAAAAAAA");
        assert_eq!(Id::from_random([255; 12]).as_str(), "________________");
        assert!(Id::is_valid(Id::from_random([77; 12]).as_str()));
    }

    #[test]
    fn a_document_is_named_after_its_audience() {
        let production = Id::new("abc");
        for audience in [
            Audience::Plan,
            Audience::Personal(Id::new("p1")),
            Audience::Script,
        ] {
            let doc = DocId::new(&production, audience);
            assert_eq!(DocId::parse(&doc.to_string()), Some(doc));
        }
        for bad in [
            "",
            "abc",
            "abc:",
            "abc:nobody",
            "a/b:plan",
            ":plan",
            "abc:personal:",
        ] {
            assert_eq!(DocId::parse(bad), None, "{bad}");
        }
    }
}
