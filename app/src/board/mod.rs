//! The stripboard's room: drawing it, dragging on it, walking it with the keyboard.

mod ask;
mod day;
mod edit;
mod hear;
mod room;
mod side;
mod state;
mod strip;

pub use room::BoardRoom;
