use super::*;

fn at(lat: f64, lon: f64, date: &str, zone: &str) -> Sun {
    let pin = |degrees: f64| (degrees * 1_000_000.0) as i64;
    sun_at(pin(lat), pin(lon), date, zone).unwrap()
}

/// Almanacs round, and mean slightly different points of a city.
fn near(found: Option<i64>, want: &str, what: &str) {
    let want = crate::clock::parse(want).unwrap().unwrap();
    let found = found.unwrap_or(-9999);
    assert!((found - want).abs() <= 2, "{what}: {found} is not {want}");
}

#[test]
fn rise_and_set_are_those_of_the_almanac() {
    let check = |lat, lon, date: &str, zone: &str, up: &str, down: &str| {
        let sun = at(lat, lon, date, zone).sun;
        near(sun.up(), up, &format!("{zone} {date} up"));
        near(sun.down(), down, &format!("{zone} {date} down"));
    };
    check(
        51.5074,
        -0.1278,
        "2024-06-20",
        "Europe/London",
        "04:43",
        "21:21",
    );
    check(
        51.5074,
        -0.1278,
        "2024-12-21",
        "Europe/London",
        "08:04",
        "15:53",
    );
    check(
        40.7128,
        -74.006,
        "2024-06-20",
        "America/New_York",
        "05:25",
        "20:31",
    );
    check(
        34.0522,
        -118.2437,
        "2024-03-20",
        "America/Los_Angeles",
        "06:55",
        "19:04",
    );
    check(
        -33.8688,
        151.2093,
        "2024-12-21",
        "Australia/Sydney",
        "05:41",
        "20:05",
    );
    check(
        64.1466,
        -21.9426,
        "2024-06-21",
        "Atlantic/Reykjavik",
        "02:55",
        "24:04",
    );
}

#[test]
fn twilight_lies_around_the_day() {
    let light = at(51.5074, -0.1278, "2024-06-20", "Europe/London");
    near(light.civil.up(), "03:55", "dawn");
    near(light.civil.down(), "22:09", "dusk");
    for (lat, lon) in [(51.5, 0.0), (-33.9, 151.2), (0.0, -78.5)] {
        for month in 1..=12 {
            let light = sun(
                (lat * 1e6) as i64,
                (lon * 1e6) as i64,
                jiff::civil::date(2027, month, 8),
                (lon * 4.0) as i64,
            );
            let (
                Pass::Between { up, down },
                Pass::Between {
                    up: dawn,
                    down: dusk,
                },
            ) = (light.sun, light.civil)
            else {
                panic!("no day at {lat}");
            };
            assert!(
                dawn < up && up < down && down < dusk,
                "{lat} {month}: {light:?}"
            );
            assert!((0..1440).contains(&up) && (0..1440).contains(&down));
        }
    }
}

#[test]
fn beyond_the_polar_circles_the_sun_may_stay() {
    let tromso = |date: &str| at(69.6492, 18.9553, date, "Europe/Oslo");
    assert_eq!(tromso("2024-06-21").sun, Pass::Above);
    assert_eq!(tromso("2024-12-21").sun, Pass::Below);
    // The polar night of the coast still has some hours of twilight.
    assert!(tromso("2024-12-21").civil.up().is_some());
    let alert = |date: &str| at(82.5, -62.3, date, "America/Toronto").civil;
    assert_eq!(alert("2024-12-21"), Pass::Below);
    assert_eq!(at(90.0, 0.0, "2024-06-21", "UTC").sun, Pass::Above);
    assert_eq!(at(-90.0, 0.0, "2024-06-21", "UTC").sun, Pass::Below);
}

#[test]
fn noon_falls_on_the_date_also_where_clocks_are_far_from_the_sun() {
    for (lat, lon, zone) in [
        (-13.85, -171.75, "Pacific/Apia"),
        (52.9, 173.2, "America/Adak"),
        (-44.0, -176.5, "Pacific/Chatham"),
        (39.5, 76.0, "Asia/Shanghai"),
    ] {
        let Pass::Between { up, down } = at(lat, lon, "2027-03-08", zone).sun else {
            panic!("no day in {zone}");
        };
        assert!((0..1440).contains(&((up + down) / 2)), "{zone} {up} {down}");
    }
}

#[test]
fn clocks_follow_their_zone() {
    let check = |zone: &str, date: &str, want: Option<i64>| {
        assert_eq!(
            offset_min(zone, date.parse().unwrap()),
            want,
            "{zone} {date}"
        );
    };
    check("Europe/London", "2027-03-08", Some(0));
    check("Europe/London", "2027-05-03", Some(60));
    check("Europe/Dublin", "2027-01-10", Some(0));
    check("Europe/Dublin", "2027-07-10", Some(60));
    check("America/New_York", "2027-03-13", Some(-300));
    check("America/New_York", "2027-03-15", Some(-240));
    check("Asia/Kolkata", "2027-03-15", Some(330));
    check("Asia/Calcutta", "2027-03-15", Some(330));
    check("Australia/Lord_Howe", "2027-01-15", Some(660));
    check("Australia/Lord_Howe", "2027-07-15", Some(630));
    check("UTC", "2027-07-15", Some(0));
    check("Moon/Tranquility", "2027-07-15", None);
}

#[test]
fn every_rule_can_be_read() {
    for line in include_str!("zones.txt").lines() {
        let name = line.split(' ').next_back().unwrap();
        assert!(
            offset_min(name, jiff::civil::date(2027, 6, 1)).is_some(),
            "{line}"
        );
    }
}
