//! The stripboard: every scene exactly once, in a day, above the first day, or in the boneyard.
//!
//! A board is derived, never stored: strips, banners and day breaks carry order keys, and
//! whatever stands between two day breaks is shot on that day (DOMAIN 3.5).

mod colour;
mod day;
mod layout;
mod moves;
mod work;

pub use colour::{Preset, preset, strip_class};
pub use day::{
    Rest, add_banner, add_day, add_days, move_day, remove_banner, remove_day, set_minutes, set_text,
};
pub use layout::{
    BannerView, DayView, KINDS, Layout, Place, RowKey, RowView, StripView, active, boards, ensure,
    layout,
};
pub use moves::{Moved, Spot, Step, move_rows, step};
pub use work::{Work, work_status};

#[cfg(test)]
mod tests;
