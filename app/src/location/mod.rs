//! Locations: the list of places, and a place's card with its map and its hospital.

mod add;
mod card;
mod edit;
mod map;
mod room;

pub use map::{OpenMap, OtherMaps, own_map};
pub use room::LocationsRoom;
