//! Time zones as the browser knows them.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;

fn intl() -> Option<JsValue> {
    Reflect::get(&js_sys::global(), &"Intl".into())
        .ok()
        .filter(|intl| intl.is_object())
}

/// The maker of formats for dates, as `Intl` has it.
pub(super) fn date_time_format() -> Option<Function> {
    Reflect::get(&intl()?, &"DateTimeFormat".into())
        .ok()?
        .dyn_into()
        .ok()
}

/// The zone of this device, "Europe/Lisbon".
pub fn zone() -> String {
    let found = || -> Option<String> {
        let format = Reflect::construct(&date_time_format()?, &Array::new()).ok()?;
        let options: Function = Reflect::get(&format, &"resolvedOptions".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let options = options.call0(&format).ok()?;
        Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
    };
    found().unwrap_or_else(|| "UTC".to_owned())
}

/// All zones that can be chosen; an old browser knows only its own.
pub fn zones() -> Vec<String> {
    let found = || -> Option<Vec<String>> {
        let intl = intl()?;
        let list: Function = Reflect::get(&intl, &"supportedValuesOf".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let list: Array = list
            .call1(&intl, &"timeZone".into())
            .ok()?
            .dyn_into()
            .ok()?;
        Some(list.iter().filter_map(|name| name.as_string()).collect())
    };
    let mut zones = found().unwrap_or_default();
    for own in [zone(), "UTC".to_owned()] {
        if !zones.contains(&own) {
            zones.push(own);
        }
    }
    zones
}

/// The clock of a zone.
pub struct ZoneClock {
    format: Function,
}

impl ZoneClock {
    /// Returns the clock of a zone, if the browser knows it.
    pub fn of(zone: &str) -> Option<Self> {
        let format: Function = Reflect::get(&intl()?, &"DateTimeFormat".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let options = js_sys::Object::new();
        for (name, value) in [
            ("timeZone", zone),
            ("hourCycle", "h23"),
            ("year", "numeric"),
            ("month", "2-digit"),
            ("day", "2-digit"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
        ] {
            Reflect::set(&options, &name.into(), &value.into()).ok()?;
        }
        // Of all locales this one writes year, month, day, hour, minute in this order.
        let arguments = Array::of2(&"sv-SE".into(), &options);
        let made = Reflect::construct(&format, &arguments).ok()?;
        let format = Reflect::get(&made, &"format".into()).ok()?;
        Some(Self {
            format: format.dyn_into().ok()?,
        })
    }

    /// Returns by how many minutes the zone is ahead of UTC at a minute since 1970.
    pub fn ahead_min(&self, utc_min: i64) -> i64 {
        self.wall_min(utc_min).map_or(0, |wall| wall - utc_min)
    }

    fn wall_min(&self, utc_min: i64) -> Option<i64> {
        let ms = JsValue::from_f64(utc_min as f64 * 60_000.0);
        let text = self.format.call1(&JsValue::UNDEFINED, &ms).ok()?;
        let text = text.as_string()?;
        let mut numbers = text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|digits| !digits.is_empty())
            .map(|digits| digits.parse::<i16>().ok());
        let mut next = || numbers.next().flatten();
        let (year, month, day) = (next()?, next()?, next()?);
        let (hour, minute) = (i64::from(next()?), i64::from(next()?));
        let date = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
            .ok()?;
        let since = date.duration_since(jiff::civil::date(1970, 1, 1));
        Some(since.as_mins() + hour * 60 + minute)
    }
}
