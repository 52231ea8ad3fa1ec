//! The stripboard's room: drawing it, dragging on it, walking it with the keyboard.

mod ask;
mod bones;
mod clash;
mod clash_list;
mod clash_words;
mod compare;
mod day;
mod day_limits;
mod design;
mod edit;
mod figures;
mod fill;
mod hear;
mod panel;
mod papers;
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

pub use panel::{BoardPanel, SuggestPanel};
pub use room::BoardRoom;
