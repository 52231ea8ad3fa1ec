//! People: the crew list, the cast, departments, and a person's card.

mod add;
mod address;
mod cast;
mod certificates;
mod departments;
mod edit;
mod fields;
mod import;
mod list;
mod pane;
mod parts;
mod place;
mod preview;
mod private;
mod problems;
mod room;

pub use address::{Address, use_address};
pub use departments::DepartmentsRoom;
pub use fields::{Check, RecordDate, RecordField, RecordLength, int_of, text_of, write};
pub use problems::{email_error, phone_error};
pub use room::PeopleRoom;
