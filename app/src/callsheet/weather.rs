//! The weather fetched from the source that the installation names, where it names one.

use leptos::prelude::*;
use shared::engine::protocol::Link;
use shared::weather::{Forecast, Sky, is_typed, set_fetched};
use shared::wire::http::{Weather, WeatherSource};

use super::state::{capital, use_draft};
use crate::floor::short_date;
use crate::invite::{Failed, call};
use crate::platform::when::in_zone;
use crate::t;
use crate::ui::*;

/// Fetches the weather of the day at its location's pin; asks before it takes the place of what
/// somebody typed.
#[component]
pub fn FetchWeather() -> impl IntoView {
    let room = use_draft();
    let source = RwSignal::new(None::<String>);
    let is_asking = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let offered = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let is_connected = Memo::new(move |_| {
        let sync = room.store.sync;
        sync.with(|sync| sync.as_ref().is_some_and(|s| s.link == Link::Connected))
    });
    Effect::new(move |_| {
        if !is_connected.get() || source.with_untracked(Option::is_some) {
            return;
        }
        let named = move |found: Result<WeatherSource, Failed>| {
            if let Ok(found) = found {
                let _ = source.try_set(Some(found.name));
            }
        };
        call(room.store, "GET", "weather/source", None::<&()>, named);
    });
    let pin = Memo::new(move |_| {
        let pin = |sheet: &shared::callsheet::CallSheet| {
            sheet
                .locations
                .iter()
                .find_map(|place| place.lat.zip(place.lon))
        };
        room.sheet.with(pin)
    });
    let write = move |text: String| {
        let day = room.day.get_untracked();
        let name = capital(&room.day_name());
        let label = t!("weather.did", subject = name);
        let command = room
            .store
            .peek(|book| set_fetched(book, &day, &text, label));
        room.store.act(command);
    };
    let fetch = move || {
        let Some((lat, lon)) = pin.get_untracked() else {
            return;
        };
        let (date, zone, day) = room
            .sheet
            .with_untracked(|sheet| (sheet.date.clone(), sheet.zone.clone(), sheet.day.clone()));
        failed.set(None);
        is_asking.set(true);
        let path = format!("weather?lat={lat}&lon={lon}&date={date}");
        let heard = move |found: Result<Weather, Failed>| {
            // The room may show another day by now.
            if is_asking.try_set(false).is_some()
                || room.sheet.with_untracked(|sheet| sheet.day != day)
            {
                return;
            }
            match found {
                Ok(weather) => {
                    let text = stamped(&weather, &zone);
                    let day = room.day.get_untracked();
                    if room.store.peek(|book| is_typed(book, &day)) {
                        offered.set(text);
                        open.set(true);
                    } else {
                        write(text);
                    }
                }
                Err(why) => failed.set(Some(why.text())),
            }
        };
        call(room.store, "GET", &path, None::<&()>, heard);
    };
    let typed = Memo::new(move |_| {
        room.record()
            .map_or_else(String::new, |day| day.text("weather").to_owned())
    });
    let replace = move || {
        open.set(false);
        write(offered.get_untracked());
    };
    let is_there = move || {
        let has_date = room.sheet.with(|sheet| !sheet.date.is_empty());
        is_connected.get() && room.may_write.get() && has_date
    };
    view! {
        <Show when=move || is_there() && source.with(Option::is_some)>
            <div class="fetch-weather">
                <Show
                    when=move || pin.with(Option::is_some)
                    fallback=|| view! { <p class="muted">{t!("weather.no_pin")}</p> }
                >
                    <Button on_click=fetch disabled=is_asking>
                        {move || {
                            if is_asking.get() {
                                t!("weather.fetching").to_owned()
                            } else {
                                let source = source.get().unwrap_or_default();
                                t!("weather.fetch", source = source)
                            }
                        }}
                    </Button>
                </Show>
                <p role="status">{move || failed.get()}</p>
            </div>
        </Show>
        <Dialog open title=t!("weather.replace.title")>
            <p>{t!("weather.replace.text")}</p>
            <dl>
                <dt>{t!("weather.replace.typed")}</dt>
                <dd>{move || typed.get()}</dd>
                <dt>{t!("weather.replace.fetched")}</dt>
                <dd>{move || offered.get()}</dd>
            </dl>
            <div class="actions">
                <Button kind=ButtonKind::Main on_click=replace>
                    {t!("weather.replace.yes")}
                </Button>
                <Button on_click=move || open.set(false)>{t!("weather.replace.no")}</Button>
            </div>
        </Dialog>
    }
}

/// Writes a forecast with who said so and when: "Light rain, 8 to 14 °C (Open-Meteo, fetched
/// Sun 2 May 18:05)".
fn stamped(weather: &Weather, zone: &str) -> String {
    let at = in_zone(weather.fetched_ms, zone);
    t!(
        "weather.stamped",
        text = text(&weather.forecast),
        source = weather.source,
        date = short_date(&at.date),
        time = at.clock()
    )
}

fn text(forecast: &Forecast) -> String {
    let mut parts: Vec<String> = forecast
        .sky
        .map(|sky| sky_word(sky).to_owned())
        .into_iter()
        .collect();
    match (&forecast.low, &forecast.high) {
        (Some(low), Some(high)) => {
            parts.push(t!("weather.between", low = low.whole(), high = high.text()))
        }
        (None, Some(high)) => parts.push(t!("weather.high", high = high.text())),
        (Some(low), None) => parts.push(t!("weather.low", low = low.text())),
        (None, None) => {}
    }
    let chance = forecast.rain_percent;
    parts.extend(chance.map(|percent| t!("weather.chance", n = percent)));
    let rain = forecast.rain.as_ref().filter(|rain| rain.tenths > 0);
    parts.extend(rain.map(|rain| t!("weather.rain", amount = rain.text())));
    let wind = forecast.wind.as_ref();
    parts.extend(wind.map(|wind| t!("weather.wind", speed = wind.text())));
    let gusts = forecast.gusts.as_ref();
    parts.extend(gusts.map(|gusts| t!("weather.gusts", speed = gusts.text())));
    capital(&parts.join(", "))
}

fn sky_word(sky: Sky) -> &'static str {
    match sky {
        Sky::Clear => t!("weather.sky.clear"),
        Sky::MainlyClear => t!("weather.sky.mainly_clear"),
        Sky::PartlyCloudy => t!("weather.sky.partly_cloudy"),
        Sky::Overcast => t!("weather.sky.overcast"),
        Sky::Fog => t!("weather.sky.fog"),
        Sky::Drizzle => t!("weather.sky.drizzle"),
        Sky::FreezingRain => t!("weather.sky.freezing_rain"),
        Sky::LightRain => t!("weather.sky.light_rain"),
        Sky::Rain => t!("weather.sky.rain"),
        Sky::HeavyRain => t!("weather.sky.heavy_rain"),
        Sky::Snow => t!("weather.sky.snow"),
        Sky::Showers => t!("weather.sky.showers"),
        Sky::SnowShowers => t!("weather.sky.snow_showers"),
        Sky::Thunderstorm => t!("weather.sky.thunderstorm"),
    }
}

#[cfg(test)]
mod tests {
    use shared::weather::Measure;

    use super::*;

    fn measure(tenths: i64, unit: &str) -> Option<Measure> {
        let unit = unit.to_owned();
        Some(Measure { tenths, unit })
    }

    #[test]
    fn a_forecast_reads_as_a_coordinator_types_it() {
        let check = |forecast: Forecast, want: &str| assert_eq!(text(&forecast), want);
        let all = Forecast {
            sky: Some(Sky::LightRain),
            high: measure(142, "°C"),
            low: measure(-6, "°C"),
            rain_percent: Some(60),
            rain: measure(24, "mm"),
            wind: measure(221, "km/h"),
            gusts: None,
        };
        check(
            all,
            "Light rain, -1 to 14 °C, 60% chance of rain, 2 mm, wind 22 km/h",
        );
        let high = Forecast {
            high: measure(142, "°C"),
            rain: measure(0, "mm"),
            ..Forecast::default()
        };
        check(high, "High 14 °C");
    }
}
