//! What a zone's clocks show on a date, with no data of the system: each zone's present rule.
//!
//! The rules are those that the time zone database (in the public domain) ends each zone's history
//! with, so they hold for the shoots of today and to come, not for dates decades ago.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A rule in POSIX form and the zones that follow it, a line each.
const ZONES: &str = include_str!("zones.txt");

/// Returns the rule of a zone; nothing for one that is not known. It is read from a text: whoever
/// asks about many dates keeps it.
pub fn zone(name: &str) -> Option<TimeZone> {
    let rule = ZONES.lines().find_map(|line| {
        let mut words = line.split(' ');
        let rule = words.next()?;
        words.any(|known| known == name).then_some(rule)
    })?;
    TimeZone::posix(rule).ok()
}

/// Returns how many minutes a zone's clocks are ahead of UTC at noon of a date; nothing for a zone
/// that is not known.
pub fn offset_min(name: &str, date: Date) -> Option<i64> {
    offset_min_at(&zone(name)?, date, 12 * 60)
}

/// Returns the same at a time of the date, in minutes after its midnight: those of the days around
/// are below 0, or 1440 and more.
pub fn offset_min_at(zone: &TimeZone, date: Date, at_min: i64) -> Option<i64> {
    let wall = date.at(0, 0, 0, 0).checked_add(at_min.minutes()).ok()?;
    let at = wall.to_zoned(zone.clone()).ok()?;
    Some(i64::from(at.offset().seconds() / 60))
}
