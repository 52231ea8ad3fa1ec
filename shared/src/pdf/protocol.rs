//! What the page and the typesetter's worker say to each other.

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::Job;

/// From the page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ToTypesetter {
    /// Comes back with the answer.
    pub request: u32,
    pub job: Job,
    /// The folder of the fonts' files, as a path that ends in a slash.
    pub fonts: String,
}

/// From the worker.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum FromTypesetter {
    /// It is loaded and listens.
    Ready,
    /// The fonts are here; the document is being made.
    Setting {
        request: u32,
    },
    Made {
        request: u32,
        pdf: ByteBuf,
        pages: u32,
        /// Letters that no font has.
        lacking: String,
    },
    /// A font's file could not be fetched: no signal, and it was not loaded before.
    NoFonts {
        request: u32,
    },
    Refused {
        request: u32,
        why: String,
    },
}
