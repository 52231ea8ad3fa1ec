//! The weather for members of a production.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use jiff::civil::Date;
use serde::Deserialize;
use shared::wire::http::{Weather, WeatherSource};

use super::Caller;
use crate::problem::Problem;
use crate::relay::Relay;
use crate::weather::{NoForecast, Source};

/// Where and when, in millionths of a degree.
#[derive(Deserialize)]
pub struct Where {
    lat: i64,
    lon: i64,
    date: String,
}

/// `GET /api/productions/{production}/weather/source`: 404 where the installation names none.
pub async fn source(
    State(relay): State<Arc<Relay>>,
    Caller(_): Caller,
) -> Result<Json<WeatherSource>, Problem> {
    let name = named(&relay)?.name.clone();
    Ok(Json(WeatherSource { name }))
}

/// `GET /api/productions/{production}/weather?lat=50120000&lon=-5540000&date=2027-05-03`
pub async fn forecast(
    State(relay): State<Arc<Relay>>,
    Caller(caller): Caller,
    query: Result<Query<Where>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Weather>, Problem> {
    let source = named(&relay)?;
    let Query(asked) = query.map_err(|_| bad_place())?;
    let date: Date = asked.date.parse().map_err(|_| bad_place())?;
    let (lat, lon) = (degrees(asked.lat, 90)?, degrees(asked.lon, 180)?);
    if !relay.weather_asks.take(caller.id) {
        return Err(Problem::too_many());
    }
    let answer = source.ask((lat, lon, date.to_string())).await;
    answer.map(Json).map_err(|why| match why {
        NoForecast::NoSuchDate => Problem::new(
            StatusCode::NOT_FOUND,
            "no_forecast",
            format!(
                "{} has no forecast for this date: most reach two weeks ahead. Type the weather in, or try again nearer the day.",
                source.name
            ),
        ),
        NoForecast::Unreachable => Problem::new(
            StatusCode::BAD_GATEWAY,
            "weather_unreachable",
            format!(
                "{} did not answer: try again later, or type the weather in.",
                source.name
            ),
        ),
    })
}

fn named(relay: &Relay) -> Result<&Source, Problem> {
    relay.weather.as_ref().ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_weather",
            "This installation names no source of the weather: type it in.",
        )
    })
}

/// Rounds millionths of a degree to hundredths.
fn degrees(millionths: i64, most: i64) -> Result<i32, Problem> {
    if millionths.unsigned_abs() > most.unsigned_abs() * 1_000_000 {
        return Err(bad_place());
    }
    let half = if millionths < 0 { -5000 } else { 5000 };
    i32::try_from((millionths + half) / 10_000).map_err(|_| bad_place())
}

fn bad_place() -> Problem {
    Problem::bad(
        "bad_place",
        "The weather is asked for with lat and lon in millionths of a degree, and a date such as 2027-05-03.",
    )
}
