//! What a zone's clocks show on a date, with no data of the system: each zone's present rule.
//!
//! The rules are those that the time zone database (in the public domain) ends each zone's history
//! with, so they hold for the shoots of today and to come, not for dates decades ago.

use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A rule in POSIX form and the zones that follow it, a line each.
const ZONES: &str = include_str!("zones.txt");

/// Returns how many minutes a zone's clocks are ahead of UTC at noon of a date; nothing for a zone
/// that is not known.
pub fn offset_min(zone: &str, date: Date) -> Option<i64> {
    let rule = ZONES.lines().find_map(|line| {
        let mut words = line.split(' ');
        let rule = words.next()?;
        words.any(|name| name == zone).then_some(rule)
    })?;
    let zone = TimeZone::posix(rule).ok()?;
    let noon = date.at(12, 0, 0, 0).to_zoned(zone).ok()?;
    Some(i64::from(noon.offset().seconds() / 60))
}
