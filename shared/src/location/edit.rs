//! Acts on places. Single fields are written with [`crate::people::set`].

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::people::{last_order, moved};

use super::coordinates::{Coordinates, CoordinatesProblem};
use super::view::locations;

/// What is known of a place when it is added.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewLocation {
    pub name: String,
    pub address: String,
    pub at: Option<Coordinates>,
}

/// Adds a place behind the others; returns its id too. A name is needed.
pub fn add(
    book: &Book,
    new: &NewLocation,
    new_id: &mut dyn FnMut() -> Id,
    label: String,
) -> Option<(Id, Command)> {
    let name = new.name.trim();
    if name.is_empty() {
        return None;
    }
    let id = new_id();
    let order = last_order(book.all(&Kind::Location).map(|r| r.text("order")));
    let mut command = Command::new(label)
        .put(Kind::Location, &id, "name", name)
        .put(Kind::Location, &id, "order", order);
    if !new.address.trim().is_empty() {
        command.add(Kind::Location, &id, "address", new.address.trim());
    }
    if let Some(at) = new.at {
        let (lat, lon) = at.values();
        command.add(Kind::Location, &id, "lat", lat);
        command.add(Kind::Location, &id, "lon", lon);
    }
    Some((id, command))
}

/// Sets the pin from what was typed or pasted; nothing typed takes it away. Latitude and
/// longitude are always written together: half of each of two pins would be a third place.
pub fn set_pin(
    book: &Book,
    id: &Id,
    typed: &str,
    label: String,
) -> Result<Command, CoordinatesProblem> {
    let at = match typed.trim() {
        "" => None,
        typed => Some(Coordinates::parse(typed)?),
    };
    let Some(record) = book.get(&Kind::Location, id) else {
        return Ok(Command::default());
    };
    let (lat, lon) = at.map(Coordinates::values).unwrap_or_default();
    let settled = record.disagreement("lat").is_none() && record.disagreement("lon").is_none();
    if settled && *record.get("lat") == lat && *record.get("lon") == lon {
        return Ok(Command::default());
    }
    Ok(Command::new(label)
        .put(Kind::Location, id, "lat", lat)
        .put(Kind::Location, id, "lon", lon))
}

/// Moves a place in the list (0 is the first, counted without itself).
pub fn move_to(book: &Book, id: &Id, to: usize, label: String) -> Command {
    let rows: Vec<(Id, String)> = locations(book)
        .into_iter()
        .map(|l| (l.id, l.order))
        .collect();
    moved(&Kind::Location, &rows, id, to, label)
}

/// Takes a place away. Scenes and days that named it name nothing until an undo.
pub fn remove(id: &Id, label: String) -> Command {
    Command::new(label).remove(Kind::Location, id)
}
