//! What happens on the day: marks, times, the log, the day's tally, and which day it is.
//! Who received which sheet is the matter of `callsheet`; the daily report of `report`.

mod actual;
mod at_work;
mod company;
mod current;
mod day_report;
mod daylog;
mod limits;
#[cfg(test)]
mod limits_tests;
mod my_day;
mod note;
mod photo;
mod plan;
mod progress;
mod reason;
mod tally;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod time_tests;
mod times;
pub mod todo;

pub use actual::{Actual, KeyTime, Plates, actual, set_key_time, set_plates, set_weather};
pub(crate) use at_work::stamped_days;
pub use at_work::{AtWork, as_stamped, at_work, at_work_kinds};
pub use company::{
    Member, Reach, Section, Squad, Stand, member_of, others, sheet_of, squads, stand,
};
pub use current::{Current, ShootDay, When, days_between, next_day, working_day};
pub use day_report::{DayReport, Entry, KINDS, SceneReport, day_report, take_back};
pub use daylog::{Line, LineKind, NewLine, SEVERITIES, add_line, count, end_delay, lines, setups};
pub use limits::{Ahead, Runs, ahead, meal_out, next_meal};
pub use my_day::{LaterDay, MyDay, Receipt, later_days, my_day};
pub use note::{Note, note, notes};
pub use photo::{
    LONGEST_SIDE_PX, NewPhoto, PHOTOS_MAX, Photo, add_photos, alt_text, photos, remove_photo,
};
pub use plan::{PlannedDay, planned_days};
pub use progress::{Credit, Mark, Marks, Report, State, Turn, Turns, marks_of_day, report};
pub use reason::Reason;
pub use tally::{Count, Tally, tally};
pub use times::{
    Detail, Place, Problem, Said, Stamp, TimeRow, Whom, Word, in_as_called, is_now, minute_of_day,
    runs_over, say, set_number, set_text, stamp, time_row, time_rows, word,
};
