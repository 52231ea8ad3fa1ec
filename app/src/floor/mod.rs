//! The floor: what is reported from the set, scene by scene, and the log of the day.

mod log;
mod now;
mod room;
mod scene_card;
mod tally;
mod words;

pub use now::{today, use_moment};
pub use room::ReportRoom;
pub use tally::TallyBar;
pub use words::{
    date_text, day_name, me_now, minute_text, name_of, short_date, state_look, state_word,
    when_words,
};
