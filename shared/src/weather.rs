//! A day's forecast, as a source of the installation's choice says it.
//!
//! What is read is JSON with a list for each quantity, the way of Open-Meteo's daily fields:
//! `{"daily": {"time": ["2027-05-03"], "weather_code": [61], "temperature_2m_max": [14.2],
//! "temperature_2m_min": [7.9], "precipitation_probability_max": [60], "precipitation_sum": [2.4],
//! "wind_speed_10m_max": [22.1], "wind_gusts_10m_max": [41]}, "daily_units":
//! {"temperature_2m_max": "°C", "precipitation_sum": "mm", "wind_speed_10m_max": "km/h"}}`.
//! `time` is needed; of the others, what is there is told.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::book::Book;
use crate::callsheet::edit::set_day;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;

/// A unit is a few letters; more is no unit.
const UNIT_MAX_CHARS: usize = 8;
/// Nothing of the weather is beyond this, in any unit.
const BEYOND: f64 = 100_000.0;

/// The weather of one day.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Forecast {
    /// What it looks like.
    pub sky: Option<Sky>,
    pub high: Option<Measure>,
    pub low: Option<Measure>,
    /// How likely rain or snow is, 0 to 100.
    pub rain_percent: Option<u8>,
    pub rain: Option<Measure>,
    pub wind: Option<Measure>,
    pub gusts: Option<Measure>,
}

/// A quantity in the source's own unit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Measure {
    pub tenths: i64,
    pub unit: String,
}

/// What the sky looks like: the codes of the World Meteorological Organization (table 4677) that
/// forecasts use, in groups that a call sheet tells apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sky {
    Clear,
    MainlyClear,
    PartlyCloudy,
    Overcast,
    Fog,
    Drizzle,
    FreezingRain,
    LightRain,
    Rain,
    HeavyRain,
    Snow,
    Showers,
    SnowShowers,
    Thunderstorm,
}

impl Sky {
    pub fn of_code(code: i64) -> Option<Self> {
        Some(match code {
            0 => Self::Clear,
            1 => Self::MainlyClear,
            2 => Self::PartlyCloudy,
            3 => Self::Overcast,
            45 | 48 => Self::Fog,
            51 | 53 | 55 => Self::Drizzle,
            56 | 57 | 66 | 67 => Self::FreezingRain,
            61 => Self::LightRain,
            63 => Self::Rain,
            65 => Self::HeavyRain,
            71 | 73 | 75 | 77 => Self::Snow,
            80..=82 => Self::Showers,
            85 | 86 => Self::SnowShowers,
            95..=99 => Self::Thunderstorm,
            _ => return None,
        })
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::MainlyClear => "mainly_clear",
            Self::PartlyCloudy => "partly_cloudy",
            Self::Overcast => "overcast",
            Self::Fog => "fog",
            Self::Drizzle => "drizzle",
            Self::FreezingRain => "freezing_rain",
            Self::LightRain => "light_rain",
            Self::Rain => "rain",
            Self::HeavyRain => "heavy_rain",
            Self::Snow => "snow",
            Self::Showers => "showers",
            Self::SnowShowers => "snow_showers",
            Self::Thunderstorm => "thunderstorm",
        }
    }
}

impl Measure {
    /// Writes it rounded to whole units: "14", "-3".
    pub fn whole(&self) -> String {
        let half = if self.tenths < 0 { -5 } else { 5 };
        (self.tenths.saturating_add(half) / 10).to_string()
    }

    /// Writes it with its unit: "22 km/h".
    pub fn text(&self) -> String {
        format!("{} {}", self.whole(), self.unit)
            .trim_end()
            .to_owned()
    }
}

/// Says whether somebody typed the weather of a day, or changed what was fetched.
pub fn is_typed(book: &Book, day: &Id) -> bool {
    let text = |field| book.text(&Kind::Day, day, field);
    !text("weather").trim().is_empty() && text("weather") != text("weather_fetched")
}

/// Sets the weather of a day to what a source said.
pub fn set_fetched(book: &Book, day: &Id, text: &str, label: String) -> Command {
    let mut command = set_day(book, day, "weather", text, label);
    if !command.is_empty() {
        command.add(Kind::Day, day, "weather_fetched", text);
    }
    command
}

/// Why there is no forecast.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unread {
    /// It is not in the form that is read here.
    NotTheForm,
    /// The source says nothing of this date.
    NoSuchDate,
}

/// Reads the forecast of a civil date.
///
/// # Errors
/// Says whether the answer is none, or of other dates.
pub fn read(answer: &[u8], date: &str) -> Result<Forecast, Unread> {
    let answer: Value = serde_json::from_slice(answer).map_err(|_| Unread::NotTheForm)?;
    let daily = answer.get("daily").and_then(Value::as_object);
    let daily = daily.ok_or(Unread::NotTheForm)?;
    let dates = daily.get("time").and_then(Value::as_array);
    let dates = dates.ok_or(Unread::NotTheForm)?;
    let at = dates.iter().position(|d| d.as_str() == Some(date));
    let at = at.ok_or(Unread::NoSuchDate)?;
    let units = answer.get("daily_units").and_then(Value::as_object);
    let table = Table { daily, units, at };
    let forecast = Forecast {
        sky: table
            .number("weather_code")
            .and_then(|code| Sky::of_code(code as i64)),
        high: table.measure("temperature_2m_max"),
        low: table.measure("temperature_2m_min"),
        rain_percent: table
            .number("precipitation_probability_max")
            .filter(|percent| (0.0..=100.0).contains(percent))
            .map(|percent| percent.round() as u8),
        rain: table.measure("precipitation_sum"),
        wind: table.measure("wind_speed_10m_max"),
        gusts: table.measure("wind_gusts_10m_max"),
    };
    match forecast == Forecast::default() {
        true => Err(Unread::NoSuchDate),
        false => Ok(forecast),
    }
}

struct Table<'a> {
    daily: &'a Map<String, Value>,
    units: Option<&'a Map<String, Value>>,
    at: usize,
}

impl Table<'_> {
    fn number(&self, name: &str) -> Option<f64> {
        let number = self.daily.get(name)?.as_array()?.get(self.at)?.as_f64()?;
        (number.is_finite() && number.abs() < BEYOND).then_some(number)
    }

    fn measure(&self, name: &str) -> Option<Measure> {
        let number = self.number(name)?;
        let unit = self.units.and_then(|units| units.get(name)?.as_str());
        let unit = unit.unwrap_or_default();
        let is_unit = unit.chars().count() <= UNIT_MAX_CHARS && !unit.contains(char::is_control);
        Some(Measure {
            tenths: (number * 10.0).round() as i64,
            unit: if is_unit {
                unit.to_owned()
            } else {
                String::new()
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = r#"{"latitude": 50.1, "daily_units": {"time": "iso8601",
        "temperature_2m_max": "°C", "temperature_2m_min": "°C", "wind_speed_10m_max": "km/h"},
        "daily": {"time": ["2027-05-03", "2027-05-04"], "weather_code": [61, 3],
        "temperature_2m_max": [14.26, 9], "temperature_2m_min": [-0.6, null],
        "precipitation_probability_max": [60, 5], "wind_speed_10m_max": [22.5, 8.04]}}"#;

    #[test]
    fn the_forecast_of_the_day_is_read() {
        let found = read(ANSWER.as_bytes(), "2027-05-03").unwrap();
        assert_eq!(found.sky, Some(Sky::LightRain));
        assert_eq!(found.high.map(|m| m.text()), Some("14 °C".to_owned()));
        assert_eq!(found.low.map(|m| m.whole()), Some("-1".to_owned()));
        assert_eq!(found.rain_percent, Some(60));
        assert_eq!(found.wind.map(|m| m.text()), Some("23 km/h".to_owned()));
        assert_eq!((found.rain, found.gusts), (None, None));
        let second = read(ANSWER.as_bytes(), "2027-05-04").unwrap();
        assert_eq!((second.sky, second.low), (Some(Sky::Overcast), None));
    }

    #[test]
    fn what_was_typed_is_told_from_what_was_fetched() {
        let (mut book, day) = (Book::default(), Id::new("d1"));
        assert!(!is_typed(&book, &day));
        book.apply(&set_fetched(&book, &day, "Rain (A)", String::new()));
        assert!(!is_typed(&book, &day));
        book.apply(&set_fetched(&book, &day, "Sun (A)", String::new()));
        assert!(!is_typed(&book, &day));
        assert_eq!(book.text(&Kind::Day, &day, "weather"), "Sun (A)");
        book.apply(&set_day(
            &book,
            &day,
            "weather",
            "Sun, I hope",
            String::new(),
        ));
        assert!(is_typed(&book, &day));
        book.apply(&set_day(
            &book,
            &day,
            "weather",
            crate::record::Value::Nothing,
            String::new(),
        ));
        assert!(!is_typed(&book, &day));
    }

    #[test]
    fn what_is_no_forecast_says_why() {
        let check = |answer: &str, want| {
            assert_eq!(read(answer.as_bytes(), "2027-05-03"), Err(want), "{answer}");
        };
        check("", Unread::NotTheForm);
        check("<html>", Unread::NotTheForm);
        check(r#"{"error": true, "reason": "x"}"#, Unread::NotTheForm);
        check(r#"{"daily": {"time": "2027-05-03"}}"#, Unread::NotTheForm);
        check(r#"{"daily": {"time": ["2027-05-02"]}}"#, Unread::NoSuchDate);
        check(r#"{"daily": {"time": ["2027-05-03"]}}"#, Unread::NoSuchDate);
        let short = r#"{"daily": {"time": ["2027-05-03"], "weather_code": []}}"#;
        check(short, Unread::NoSuchDate);
        let odd = r#"{"daily": {"time": ["2027-05-03"], "weather_code": [1e300],
            "temperature_2m_max": ["hot"], "precipitation_probability_max": [300]}}"#;
        check(odd, Unread::NoSuchDate);
    }

    #[test]
    fn every_sky_has_a_name_that_travels() {
        let codes = (0..100).filter_map(Sky::of_code).collect::<Vec<_>>();
        assert_eq!(codes.len(), 30);
        for sky in codes {
            let name = serde_json::to_value(sky).unwrap();
            assert_eq!(name, sky.as_str());
        }
    }
}
