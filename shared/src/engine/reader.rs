//! Reads a production's file without keeping it: for programs that only make something of it.

use super::protocol::{FromEngine, Outcome};
use super::{Effect, Engine, Event, Setup, bundle};
use crate::access::Role;
use crate::book::Book;
use crate::id::DeviceTag;

/// Returns the records of a production's file (`.callboard`).
///
/// # Errors
/// Says in a part of a sentence what is wrong with the file.
pub fn book_of_file(bytes: Vec<u8>) -> Result<Book, String> {
    let (manifest, _) = bundle::read(&bytes).map_err(|why| why.to_string())?;
    let setup = Setup {
        production: manifest.production,
        device: DeviceTag(*b"callbord"),
        fresh: *b"reader01",
        me: None,
        label: String::new(),
        relay: None,
        access: Vec::new(),
        role: Role::Office,
    };
    let mut engine = Engine::start(setup, Vec::new(), 0);
    for effect in engine.handle(Event::Import { request: 0, bytes }, 0) {
        if let Effect::Tell(FromEngine::Done {
            outcome: Outcome::Refused { detail, .. },
            ..
        }) = effect
        {
            return Err(detail);
        }
    }
    Ok(engine.book().clone())
}
