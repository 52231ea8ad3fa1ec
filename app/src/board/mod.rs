//! The stripboard's room: drawing it, dragging on it, walking it with the keyboard.

mod ask;
mod clash;
mod clash_list;
mod clash_words;
mod compare;
mod day;
mod design;
mod edit;
mod figures;
mod hear;
mod panel;
mod room;
mod scenario;
mod search;
mod shown;
mod side;
mod state;
mod strip;
mod suggest;
mod units;
mod which;

pub use room::BoardRoom;
