//! What happens on the day: marks, notes, the day's tally, and which day it is.
//! Who received which sheet is the matter of `callsheet`.

mod current;
mod day_report;
mod my_day;
mod note;
mod plan;
mod progress;
mod tally;
#[cfg(test)]
mod tests;
pub mod todo;

pub use current::{Current, ShootDay, When, days_between, next_day, working_day};
pub use day_report::{DayReport, Entry, KINDS, SceneReport, day_report, take_back};
pub use my_day::{LaterDay, MyDay, Receipt, later_days, my_day};
pub use note::{Note, note, notes};
pub use plan::{PlannedDay, planned_days};
pub use progress::{Mark, Marks, Report, State, marks_of_day, report};
pub use tally::{Count, Tally, tally};
