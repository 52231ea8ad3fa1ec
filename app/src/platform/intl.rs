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
