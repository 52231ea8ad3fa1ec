//! Places where work happens: where they are, how to get there, and what is nearby.

mod coordinates;
mod edit;
mod maps;
#[cfg(test)]
mod tests;
mod uses;
mod view;

pub use coordinates::{Coordinates, CoordinatesProblem};
pub use edit::{NewLocation, add, move_to, remove, set_pin};
pub use maps::{MapLinks, encoded, links};
pub use uses::{DayUse, SceneUse, Uses, uses};
pub use view::{Hospital, LocationView, Missing, location, locations, matching};
