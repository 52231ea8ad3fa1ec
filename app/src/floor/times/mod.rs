//! People's times: a list to tap in the hand of the second AD, and a card for one person.

mod bar;
mod list;
mod person;
mod room;
mod state;

pub use room::TimesRoom;
