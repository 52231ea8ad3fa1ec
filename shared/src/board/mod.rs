//! The stripboard: every scene exactly once, in a day, above the first day, or in the boneyard.
//!
//! A board is derived, never stored: strips, banners and day breaks carry order keys, and
//! whatever stands between two day breaks is shot on that day (DOMAIN 3.5). Several boards lie over
//! the same scenes: scenarios to compare, and one active board a unit.

mod bones;
mod colour;
mod compare;
mod day;
mod fill;
mod layout;
mod light;
mod moves;
mod preview;
mod rgb;
mod scenario;
mod shows;
mod totals;
mod unit;

pub use bones::{BoneSort, elsewhere, sorted};
pub use colour::{
    Colours, Paper, Preset, SIDES, colours, painted_class, reset_colours, set_colour, strip_class,
};
pub use compare::{CastPair, Change, Comparison, Figure, On, Pair, ScenePair, compare};
pub use day::{
    Rest, add_banner, add_day, add_days, move_day, move_day_to, remove_banner, remove_day,
    set_minutes, set_text, step_day,
};
pub use fill::{Filled, Group, into_days};
pub use layout::{
    BannerView, DayView, KINDS, Layout, Place, RowKey, RowView, StripView, active, boards, ensure,
    layout, plan_of,
};
pub use light::{day_light, is_outdoors, nights_before_days, outdoor_light};
pub use moves::{Moved, Spot, Step, move_rows, step};
pub use preview::preview;
pub(crate) use preview::{Arranged, arranged};
pub use rgb::{CONTRAST_MIN, PALETTE, Painted, Rgb};
pub use scenario::{
    Kept, Limits, activate, add_board, copy_board, is_active, move_board, remove_board,
    rename_board, set_board_start, set_day_limits, set_limits, set_production_limits, set_unit,
};
pub(crate) use scenario::{copy_row, new_scenario, place_all};
pub use shows::{Show, Shows, shows};
pub use totals::{CastDays, Totals};
pub use unit::{
    active_of, actives, add_unit, boards_of, give_scenes, move_unit, remove_unit, rename_unit,
    unit_of, units,
};

#[cfg(test)]
mod scenario_tests;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
