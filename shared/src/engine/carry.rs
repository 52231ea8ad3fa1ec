//! A production carried as a file: everything that is held here, and what a file brings.

use std::collections::BTreeSet;

use super::protocol::{Outcome, RefusedCode, Request};
use super::replica::Replica;
use super::state::Engine;
use super::{Effect, bundle, disk};
use crate::production::edit;

impl Engine {
    /// Writes everything that is held here as one file; returns its name and bytes.
    pub(super) fn export(&self) -> (String, Vec<u8>) {
        let title = self.title();
        let documents = self
            .slots
            .iter()
            .map(|(doc, slot)| (doc.clone(), slot.replica.heads(), slot.replica.save()))
            .collect();
        let bytes = bundle::write(&self.setup.production, &title, self.now_ms, documents);
        let name: String = title
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '-' })
            .collect();
        (
            format!(
                "{}.callboard",
                if name.is_empty() { "production" } else { &name }
            ),
            bytes,
        )
    }

    /// Takes in a file that is a copy of another production, and makes it this one.
    pub fn import_copy(&mut self, request: Request, bytes: &[u8], now_ms: i64) -> Vec<Effect> {
        self.now_ms = now_ms;
        let mut outcome = self.import(bytes);
        if let Outcome::Arrived { title, .. } = &outcome {
            let id = self.setup.production.clone();
            let renamed = edit::renamed(&self.book, &id, title.clone());
            // How the copy came to be is no act to take back.
            if let Err(refused) = self.carry_out(&renamed.label, &renamed.edits) {
                outcome = refused;
            }
        }
        self.done(request, outcome);
        self.settle()
    }

    /// Takes in a file: a short one change by change, a long history as a whole.
    pub(super) fn import(&mut self, bytes: &[u8]) -> Outcome {
        let bad = |why: String| Outcome::Refused {
            code: RefusedCode::BadFile,
            detail: why,
        };
        let (manifest, documents) = match bundle::read(bytes) {
            Ok(read) => read,
            Err(why) => return bad(why.to_string()),
        };
        if manifest.production != self.setup.production {
            return bad(bundle::BadBundle::OtherProduction(manifest.title).to_string());
        }
        // Read everything before the first document is touched.
        let mut others = Vec::new();
        for (document, bytes) in documents {
            match Replica::load(&bytes, self.actor) {
                Ok(replica) => others.push((document, replica)),
                Err(why) => return bad(why.to_string()),
            }
        }
        let mut changes = 0;
        for (document, other) in others {
            let now_ms = self.now_ms;
            let Some(slot) = self.slot(&document) else {
                continue;
            };
            let new = other.beyond(&slot.replica);
            changes += u32::try_from(new.len()).unwrap_or(u32::MAX);
            let mut keys = BTreeSet::new();
            let mut chunks = Vec::new();
            let is_whole = new.len() > disk::COMPACT_CHUNKS;
            if is_whole {
                if let Err(why) = slot.join(other) {
                    return bad(why.to_string());
                }
            } else {
                let bytes = other.chunks(&new);
                for taken in new.iter().filter_map(|h| slot.take(bytes.get(h)?).ok()) {
                    keys.extend(taken.keys);
                    chunks.extend(taken.new);
                }
                slot.recount();
            }
            if slot.seen.is_none() {
                slot.seen = Some((now_ms, slot.replica.heads()));
            }
            if is_whole {
                self.refresh_all(&document);
                self.store_whole(&document);
            } else {
                self.refresh(&document, keys);
                self.store(&document, chunks);
            }
        }
        Outcome::Arrived {
            production: manifest.production,
            title: manifest.title,
            changes,
        }
    }
}
