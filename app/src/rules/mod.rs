//! Working-time rules: the production's rule sets, what they find in a day, and what a card says
//! of somebody's agreement, age and pay.

mod accept;
mod add;
mod findings;
mod group;
mod param;
mod person;
mod place;
mod room;
mod rule;
mod set;
mod words;
mod zone;

pub use accept::{AcceptWith, accepted_text};
pub use findings::{DayFindings, lines_of_day};
pub use person::{AgeField, AgreementField, HourRate};
pub use place::PlaceMarks;
pub use room::RulesRoom;
pub use words::{age, severity_word, tone, what_word};
pub use zone::zone_before;
