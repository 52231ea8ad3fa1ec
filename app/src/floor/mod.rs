//! The floor: what is reported from the set, scene by scene, people's times, and the log of the day.

mod ahead;
mod day;
mod key_times;
mod live;
mod log;
mod now;
mod own;
mod photos;
mod quick;
mod room;
mod scene_card;
mod tally;
mod times;
mod words;

pub use day::{DayChoice, FloorFrame, sheet_kinds, use_day};
pub use now::{today, use_moment};
pub use own::{OwnTimes, ToSign};
pub use room::ReportRoom;
pub use tally::TallyBar;
pub use times::TimesRoom;
pub use words::{
    date_text, day_name, key_word, line_word, me_now, minute_text, name_of, reason_word,
    severity_word, short_date, stamp_word, state_look, state_word, when_words,
};
