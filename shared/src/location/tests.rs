use proptest::prelude::*;

use super::coordinates::degrees;
use super::*;
use crate::book::Book;
use crate::kind::Kind;
use crate::record::{Record, Value};

fn at(lat: f64, lon: f64) -> Coordinates {
    Coordinates::new((lat * 1e6).round() as i64, (lon * 1e6).round() as i64).unwrap()
}

#[test]
fn a_pin_is_read_however_it_was_pasted() {
    let check = |typed: &str, lat: f64, lon: f64| {
        assert_eq!(Coordinates::parse(typed), Ok(at(lat, lon)), "{typed}");
    };
    check("51.5, -0.12", 51.5, -0.12);
    check("51.5 -0.12", 51.5, -0.12);
    check("(51.5; −0.12)", 51.5, -0.12);
    check("51,5074; -0,1278", 51.5074, -0.1278);
    check("51,5074 -0,1278", 51.5074, -0.1278);
    check("51,5074, -0,1278", 51.5074, -0.1278);
    check("51, 0", 51.0, 0.0);
    check("51.5N 0.12W", 51.5, -0.12);
    check("N51.5 W0.12", 51.5, -0.12);
    check("0.12W, 51.5N", 51.5, -0.12);
    check("51°30'N 0°7'W", 51.5, -0.116667);
    check("51°30′26.5″ N, 0°7′39″ W", 51.507361, -0.1275);
    check("51° 30' 26.5'' N 0° 7' 39'' W", 51.507361, -0.1275);
    check("51 30 26.5 N 0 7 39 W", 51.507361, -0.1275);
    check("33° 51.4' S, 151° 12.9' E", -33.856667, 151.215);
    check("-0°7'39\", 51°30'0\"", -0.1275, 51.5);
    check("geo:51.5,-0.12;u=35", 51.5, -0.12);
    check("geo:0,0?q=51.5,-0.12(Pier%204)", 51.5, -0.12);
    check("https://www.google.com/maps/@51.5,-0.12,17z", 51.5, -0.12);
    check(
        "https://www.google.com/maps/place/Pier+4/@51.5,-0.1,17z/data=!3m1!4b1!4m6!3m5!1s0x0:0x0!8m2!3d51.5007!4d-0.1246!16s",
        51.5007,
        -0.1246,
    );
    check(
        "https://www.google.com/maps/search/?api=1&query=51.5%2C-0.12",
        51.5,
        -0.12,
    );
    check("https://maps.google.com/?q=51.5,-0.12", 51.5, -0.12);
    check("https://www.google.com/maps/place/51.5,-0.12", 51.5, -0.12);
    check(
        "https://maps.apple.com/?ll=51.5,-0.12&q=Pier%204",
        51.5,
        -0.12,
    );
    check(
        "https://maps.apple.com/place?coordinate=51.5,-0.12&name=Pier",
        51.5,
        -0.12,
    );
    check(
        "https://www.openstreetmap.org/?mlat=51.5&mlon=-0.12#map=17/51.6/-0.13",
        51.5,
        -0.12,
    );
    check(
        "https://www.openstreetmap.org/#map=17/51.5/-0.12",
        51.5,
        -0.12,
    );
    check(
        "www.openstreetmap.org/#map=17/51.5/-0.12&layers=N",
        51.5,
        -0.12,
    );
}

#[test]
fn what_is_no_pin_is_said() {
    let check = |typed: &str, want: CoordinatesProblem| {
        assert_eq!(Coordinates::parse(typed), Err(want), "{typed}");
    };
    check(
        "https://maps.app.goo.gl/AbCdEf",
        CoordinatesProblem::ShortLink,
    );
    check("https://goo.gl/maps/AbCdEf", CoordinatesProblem::ShortLink);
    check(
        "https://www.google.com/maps/search/pier+4",
        CoordinatesProblem::NoPoint,
    );
    check("151.2, -33.8", CoordinatesProblem::Swapped);
    check("251.2, 330.8", CoordinatesProblem::OutOfRange);
    check("Pier 4", CoordinatesProblem::NotUnderstood);
    check("51.5", CoordinatesProblem::NotUnderstood);
    check("51.5N 0.12N", CoordinatesProblem::NotUnderstood);
    check("51 70 N 0 7 W", CoordinatesProblem::NotUnderstood);
    check("1 2 3", CoordinatesProblem::NotUnderstood);
    check("", CoordinatesProblem::NotUnderstood);
}

#[test]
fn a_map_opens_at_the_pin_or_else_at_the_address() {
    let pin = links("Pier 4 & gate", Some(at(51.5, -0.12)), "Quay Road").unwrap();
    assert_eq!(
        pin.geo.unwrap(),
        "geo:51.5,-0.12?q=51.5,-0.12(Pier%204%20%26%20gate)"
    );
    assert_eq!(
        pin.google,
        "https://www.google.com/maps/search/?api=1&query=51.5%2C-0.12"
    );
    assert_eq!(
        pin.apple,
        "https://maps.apple.com/?ll=51.5,-0.12&q=Pier%204%20%26%20gate"
    );
    let street = links("Pier 4", None, "Quay Road 1\nHarbour\n").unwrap();
    assert_eq!(street.geo, None);
    assert!(
        street
            .google
            .ends_with("query=Quay%20Road%201%2C%20Harbour")
    );
    assert_eq!(links("Pier 4", None, " "), None);
}

#[test]
fn a_place_knows_its_scenes_and_days() {
    let mut book = Book::default();
    let put = |book: &mut Book, kind: Kind, id: &str, fields: &[(&str, &str)]| {
        let mut record = Record::new(kind, id.into());
        for (field, value) in fields {
            record.fields.insert((*field).into(), Value::text(value));
        }
        book.put(record);
    };
    put(&mut book, Kind::Production, "p", &[("active_board", "b")]);
    put(&mut book, Kind::Location, "pier", &[("name", "Pier 4")]);
    put(
        &mut book,
        Kind::Scene,
        "s1",
        &[("order", "B"), ("number", "2"), ("location", "pier")],
    );
    put(
        &mut book,
        Kind::Scene,
        "s2",
        &[("order", "A"), ("number", "1"), ("location", "pier")],
    );
    put(
        &mut book,
        Kind::Scene,
        "s3",
        &[("order", "C"), ("number", "3"), ("location", "quay")],
    );
    put(
        &mut book,
        Kind::Row,
        "d1",
        &[("board", "b"), ("what", "day"), ("place", "80")],
    );
    put(
        &mut book,
        Kind::Row,
        "d2",
        &[("board", "b"), ("what", "day"), ("place", "82")],
    );
    put(
        &mut book,
        Kind::Row,
        "d3",
        &[("board", "b"), ("what", "day"), ("place", "84")],
    );
    put(
        &mut book,
        Kind::Row,
        "x1",
        &[("board", "other"), ("what", "day"), ("place", "81")],
    );
    put(&mut book, Kind::Strip, "b.s1", &[("place", "83")]);
    put(&mut book, Kind::Strip, "b.s2", &[("place", "8340")]);
    put(&mut book, Kind::Strip, "b.s3", &[("place", "81")]);
    put(&mut book, Kind::Day, "d3", &[("location", "pier")]);
    let uses = uses(&book, &"pier".into());
    assert_eq!(
        uses.scenes
            .iter()
            .map(|s| s.number.as_str())
            .collect::<Vec<_>>(),
        ["1", "2"]
    );
    let days: Vec<_> = uses.days.iter().map(|d| (d.number, d.base)).collect();
    assert_eq!(days, [(2, false), (3, true)]);
    assert_eq!(
        location(&book, &"pier".into()).unwrap().missing,
        [Missing::Way, Missing::Hospital]
    );
    assert_eq!(location(&book, &"pier".into()).unwrap().scenes, 2);
}

proptest! {
    #[test]
    fn a_shared_link_comes_back_as_the_same_pin(lat in -90_000_000i64..=90_000_000, lon in -180_000_000i64..=180_000_000) {
        let pin = Coordinates::new(lat, lon).unwrap();
        prop_assert_eq!(Coordinates::parse(&pin.to_text()), Ok(pin));
        let links = links("A (place), 1,2", Some(pin), "").unwrap();
        for link in [links.geo.unwrap(), links.google, links.apple, links.osm] {
            prop_assert_eq!(Coordinates::parse(&link), Ok(pin), "{}", link);
        }
        prop_assert!(!degrees(lat).ends_with('.'));
    }

    #[test]
    fn no_text_breaks_the_reading(typed in ".{0,60}") {
        let _ = Coordinates::parse(&typed);
    }
}
