//! Moments as a date and a clock: in the device's own zone, or in a zone that the browser knows.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::intl;

/// A civil date, "2026-03-12", and the minutes since its midnight by the clock on the wall.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Civil {
    pub date: String,
    pub minutes: i64,
}

impl Civil {
    /// Writes the hour and minute, "05:58".
    pub fn clock(&self) -> String {
        format!("{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

/// Reads a moment by the device's own clock.
pub fn here(ms: i64) -> Civil {
    let date = Date::new(&(ms as f64).into());
    Civil {
        date: format!(
            "{:04}-{:02}-{:02}",
            date.get_full_year(),
            date.get_month() + 1,
            date.get_date()
        ),
        minutes: i64::from(date.get_hours() * 60 + date.get_minutes()),
    }
}

/// Reads a moment by the clocks of a zone such as "Europe/Lisbon", with summer time as it holds
/// there on that day. A zone that the browser does not know is the device's own.
pub fn in_zone(ms: i64, zone: &str) -> Civil {
    if zone.is_empty() {
        return here(ms);
    }
    parts_in(ms, zone)
        .and_then(|parts| civil_from(&parts))
        .unwrap_or_else(|| here(ms))
}

/// Today's civil date in the device's zone, "2026-03-12".
pub fn today() -> String {
    here(super::time::now_ms()).date
}

thread_local! {
    /// The format of the zone that was asked for last: making one takes long, and a log has many
    /// moments of one zone. Nothing for a zone that the browser does not know.
    static FORMAT: RefCell<(String, Option<JsValue>)> = const { RefCell::new((String::new(), None)) };
}

type Part = (String, String);

fn parts_in(ms: i64, zone: &str) -> Option<Vec<Part>> {
    let format = FORMAT.with_borrow_mut(|(known, format)| {
        if known != zone {
            *format = format_of(zone);
            zone.clone_into(known);
        }
        format.clone()
    })?;
    let to_parts: Function = Reflect::get(&format, &"formatToParts".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let parts: Array = to_parts
        .call1(&format, &(ms as f64).into())
        .ok()?
        .dyn_into()
        .ok()?;
    let text = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
    let read = |part: JsValue| Some((text(&part, "type")?, text(&part, "value")?));
    Some(parts.iter().filter_map(read).collect())
}

fn format_of(zone: &str) -> Option<JsValue> {
    let options = Object::new();
    let set = |name: &str, value: &str| Reflect::set(&options, &name.into(), &value.into());
    set("timeZone", zone).ok()?;
    set("hourCycle", "h23").ok()?;
    set("year", "numeric").ok()?;
    for name in ["month", "day", "hour", "minute"] {
        set(name, "2-digit").ok()?;
    }
    // The locale decides the calendar and the digits, which a program reads.
    let arguments = Array::of2(&"en-u-ca-gregory-nu-latn".into(), &options);
    Reflect::construct(&intl::date_time_format()?, &arguments).ok()
}

fn civil_from(parts: &[Part]) -> Option<Civil> {
    let number = |name: &str| -> Option<i64> {
        let (_, value) = parts.iter().find(|(kind, _)| kind == name)?;
        value.parse().ok()
    };
    let (year, month, day) = (number("year")?, number("month")?, number("day")?);
    // Some browsers write midnight as 24.
    let hour = number("hour")? % 24;
    Some(Civil {
        date: format!("{year:04}-{month:02}-{day:02}"),
        minutes: hour * 60 + number("minute")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_browser_says_of_a_moment_is_read() {
        let check = |parts: &[(&str, &str)], want: Option<(&str, &str)>| {
            let parts: Vec<Part> = parts
                .iter()
                .map(|(kind, value)| ((*kind).to_owned(), (*value).to_owned()))
                .collect();
            let found = civil_from(&parts);
            let found = found.as_ref().map(|c| (c.date.as_str(), c.clock()));
            assert_eq!(found, want.map(|(date, clock)| (date, clock.to_owned())));
        };
        let date = [
            ("month", "03"),
            ("literal", "/"),
            ("day", "08"),
            ("year", "2027"),
        ];
        let at = |hour, minute| [&date[..], &[("hour", hour), ("minute", minute)]].concat();
        check(&at("06", "15"), Some(("2027-03-08", "06:15")));
        check(&at("24", "05"), Some(("2027-03-08", "00:05")));
        check(&date, None);
    }
}
