//! The weather: asked of a real source over HTTP, by members only, within bounds.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use shared::access::Role;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::harness::{Device, TestRelay, call};

/// A source that answers all alike and remembers what it was asked.
struct Station {
    port: u16,
    asked: Arc<AtomicUsize>,
    lines: Arc<std::sync::Mutex<Vec<String>>>,
}

impl Station {
    async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (asked, lines) = (Arc::new(AtomicUsize::new(0)), Arc::default());
        let station = Self { port, asked, lines };
        let (asked, lines) = (station.asked.clone(), station.lines.clone());
        let answer = answer.into();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut head = vec![0; 4096];
                let n = stream.read(&mut head).await.unwrap_or(0);
                let head = String::from_utf8_lossy(&head[..n]).into_owned();
                let line = head.lines().next().unwrap_or_default().to_owned();
                lines.lock().unwrap().push(line);
                asked.fetch_add(1, Ordering::SeqCst);
                let _ = stream.write_all(&answer).await;
            }
        });
        station
    }

    fn url(&self) -> String {
        let port = self.port;
        format!("http://127.0.0.1:{port}/day?lat={{lat}}&lon={{lon}}&date={{date}}")
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn http(status: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}")
}

fn forecast() -> String {
    let body = json!({
        "daily_units": {"temperature_2m_max": "°C", "temperature_2m_min": "°C"},
        "daily": {
            "time": ["2027-05-03"], "weather_code": [61],
            "temperature_2m_max": [14.2], "temperature_2m_min": [7.9],
        },
    });
    http("200 OK", &body.to_string())
}

const PLACE: &str = "weather?lat=50123456&lon=-5540000&date=2027-05-03";

/// A relay with a source, and the office of a production there.
async fn with(station: &Station, more: &[&str]) -> (TestRelay, Device) {
    let url = station.url();
    let flags = [&["--weather-url", &url, "--weather-name", "Station"], more].concat();
    let relay = TestRelay::start(&flags);
    let office = Device::attach(&relay, "p", 1).await;
    (relay, office)
}

#[tokio::test]
async fn the_forecast_of_a_place_and_a_date_comes_from_the_named_source() {
    let station = Station::answering(forecast()).await;
    let (relay, office) = with(&station, &["--weather-private"]).await;
    let crew = office.brings(&relay, Role::Crew, None, 2).await;
    let (status, source) = crew.calls("GET", "weather/source", None).await;
    assert_eq!((status, &source["name"]), (200, &"Station".into()));
    let (status, answer) = office.calls("GET", PLACE, None).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["source"], "Station");
    assert_eq!(answer["forecast"]["sky"], "light_rain");
    assert_eq!(
        answer["forecast"]["high"],
        json!({"tenths": 142, "unit": "°C"})
    );
    assert!(answer["fetched_ms"].as_i64().unwrap() > 1_700_000_000_000);
    // To a kilometre, and the neighbours' question is the same.
    let line = station.lines.lock().unwrap()[0].clone();
    assert!(
        line.starts_with("GET /day?lat=50.12&lon=-5.54&date=2027-05-03 "),
        "{line}"
    );
    let near = "weather?lat=50119999&lon=-5541000&date=2027-05-03";
    assert_eq!(crew.calls("GET", near, None).await.0, 200);
    assert_eq!(station.asked(), 1);
}

#[tokio::test]
async fn only_members_ask() {
    let station = Station::answering(forecast()).await;
    let (relay, _) = with(&station, &["--weather-private"]).await;
    let other = Device::attach(&relay, "q", 2).await;
    for path in [PLACE, "weather/source"] {
        let path = format!("/api/productions/p/{path}");
        for token in [Some(other.joined.token.as_str()), Some("nonsense"), None] {
            let (status, _) = call(relay.port, "GET", &path, token, None).await;
            assert_eq!(status, 401, "{path}");
        }
    }
    assert_eq!(station.asked(), 0);
}

#[tokio::test]
async fn an_installation_that_names_no_source_says_so() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    for path in [PLACE, "weather/source"] {
        let (status, answer) = office.calls("GET", path, None).await;
        assert_eq!((status, &answer["code"]), (404, &"no_weather".into()));
    }
}

#[tokio::test]
async fn a_source_at_a_private_address_is_asked_only_if_that_was_said() {
    let station = Station::answering(forecast()).await;
    let (relay, office) = with(&station, &[]).await;
    let (status, answer) = office.calls("GET", PLACE, None).await;
    assert_eq!(
        (status, &answer["code"]),
        (502, &"weather_unreachable".into())
    );
    assert_eq!(station.asked(), 0);
    assert!(
        relay.said().contains("--weather-private"),
        "{}",
        relay.said()
    );
}

#[tokio::test]
async fn a_source_that_fails_gets_a_sentence() {
    let check = async |answer: String, want: (u16, &str)| {
        let station = Station::answering(answer).await;
        let (_relay, office) = with(&station, &["--weather-private"]).await;
        let (status, answer) = office.calls("GET", PLACE, None).await;
        assert_eq!((status, answer["code"].as_str().unwrap()), want);
        assert!(answer["message"].as_str().unwrap().starts_with("Station "));
    };
    let unreachable = (502, "weather_unreachable");
    check(http("500 Oh no", ""), unreachable).await;
    check(http("200 OK", "<html>"), unreachable).await;
    check("no HTTP at all".to_owned(), unreachable).await;
    check(http("200 OK", &" ".repeat(300 * 1024)), unreachable).await;
    // Nothing leads it elsewhere.
    let elsewhere =
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
    check(elsewhere.to_owned(), unreachable).await;
    let no_forecast = (404, "no_forecast");
    check(http("400 Bad", r#"{"error": true}"#), no_forecast).await;
    let other = r#"{"daily": {"time": ["2027-05-04"], "weather_code": [1]}}"#;
    check(http("200 OK", other), no_forecast).await;
}

#[tokio::test]
async fn questions_that_are_none_never_reach_the_source() {
    let station = Station::answering(forecast()).await;
    let (_relay, office) = with(
        &station,
        &["--weather-private", "--weather-per-minute", "2"],
    )
    .await;
    for query in [
        "",
        "?lat=1&lon=1",
        "?lat=90000001&lon=0&date=2027-05-03",
        "?lat=0&lon=-180000001&date=2027-05-03",
        "?lat=0&lon=0&date=2027-02-30",
        "?lat=0&lon=0&date=2027-05-03%26key=1",
        "?lat=x&lon=0&date=2027-05-03",
    ] {
        let (status, answer) = office.calls("GET", &format!("weather{query}"), None).await;
        assert_eq!(
            (status, &answer["code"]),
            (422, &"bad_place".into()),
            "{query}"
        );
    }
    assert_eq!(station.asked(), 0);
    let mut last = Value::Null;
    for _ in 0..3 {
        last = office.calls("GET", PLACE, None).await.1;
    }
    assert_eq!(last["code"], "too_many");
}

#[test]
fn an_address_without_its_places_is_refused_at_the_start() {
    for bad in [
        "https://example.com/?lat={lat}&lon={lon}",
        "ftp://{lat}{lon}{date}",
    ] {
        let done = crate::harness::binary()
            .args(["serve", "--weather-url", bad])
            .output()
            .unwrap();
        assert!(!done.status.success());
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(said.contains("{lat}, {lon} and {date}"), "{said}");
    }
}
