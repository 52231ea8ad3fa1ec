//! The nights on which the production's clocks change, as the browser knows them.

use jiff::civil::Date;
use shared::book::Book;
use shared::rules::Zone;

use crate::platform::intl::ZoneClock;

/// Returns the changes of the production's zone in the weeks up to a date. An unknown zone has
/// none.
pub fn zone_before(book: &Book, date: Date) -> Zone {
    let name = book.production().map_or("", |p| p.text("zone"));
    let from = date.saturating_sub(jiff::Span::new().days(28));
    match ZoneClock::of(name) {
        Some(clock) => Zone::from_offsets(from, date, |utc_min| clock.ahead_min(utc_min)),
        None => Zone::default(),
    }
}
