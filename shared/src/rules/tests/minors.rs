//! Minors in California: Teaching the Stars and PlanetPrepro, which agree; and G-Casper's table,
//! which differs (DOMAIN 3.12).

use super::*;

const KEY: &str = "minors_california";

fn aged(months: i64) -> Worker {
    Worker {
        age_from_months: Some(months),
        ..under(KEY)
    }
}

/// What is found in a day of a place's length and minutes of work, at one age.
fn hours(months: i64, place_min: i64, work_min: i64, school: School) -> Vec<String> {
    let mut day = day(1, "9:30", "9:30");
    day.wrap = Some(at("9:30") + place_min);
    day.school = school;
    day.work_min = Some(work_min);
    found(KEY, &aged(months), &[day], &[What::MinorHours])
}

#[test]
fn each_age_has_its_hours_at_the_place_and_of_work() {
    let check = |months: i64, place_h: i64, school_day: i64, free_day: i64| {
        let ok: Vec<String> = Vec::new();
        assert_eq!(hours(months, place_h * 60, school_day, School::Day), ok);
        assert_eq!(hours(months, place_h * 60, free_day, School::Free), ok);
        for (place, work, school) in [
            (place_h * 60 + 1, 0, School::Day),
            (60, school_day + 1, School::Day),
            (60, free_day + 1, School::Free),
        ] {
            let found = hours(months, place, work, school);
            assert!(
                found.iter().any(|text| text.ends_with(" 1")),
                "{months} {place} {work}: {found:?}"
            );
        }
    };
    check(0, 2, 20, 20);
    check(5, 2, 20, 20);
    check(6, 4, 120, 120);
    check(2 * 12, 6, 180, 180);
    check(6 * 12, 8, 4 * 60, 6 * 60);
    check(9 * 12, 9, 5 * 60, 7 * 60);
    check(15 * 12, 9, 5 * 60, 7 * 60);
    check(16 * 12, 10, 6 * 60, 8 * 60);
}

#[test]
fn half_an_hour_of_meal_lengthens_the_time_at_the_place() {
    let check = |wrap: &str, lunch: &str, want: &[&str]| {
        let days = [fed(1, "8:00", wrap, &[lunch])];
        assert_eq!(found(KEY, &aged(84), &days, &[What::MinorHours]), want);
    };
    check("16:30", "12:00-12:30", &[]);
    check("16:31", "12:00-12:30", &["d1 hours_6 1"]);
    check("16:30", "12:00-13:00", &[]);
    check("16:45", "12:00-13:00", &["d1 hours_6 15"]);
}

#[test]
fn the_own_school_is_taken_from_the_time_at_the_place() {
    // Minors who attend their own school: less 6 h.
    assert_eq!(hours(84, 120, 60, School::Own), [""; 0]);
    assert_eq!(hours(84, 121, 60, School::Own), ["d1 hours_6 1"]);
}

#[test]
fn three_hours_of_school_are_taught_on_a_school_day() {
    let check = |school: School, taught: i64, want: &[&str]| {
        let mut day = day(1, "9:00", "14:00");
        day.school = school;
        day.school_min = Some(taught);
        assert_eq!(found(KEY, &aged(84), &[day], &[What::MinorHours]), want);
    };
    check(School::Day, 180, &[]);
    check(School::Day, 150, &["d1 hours_6 30"]);
    check(School::Free, 0, &[]);
}

#[test]
fn babies_come_in_one_of_two_windows() {
    let check = |call: &str, wrap: &str, want: &[&str]| {
        let days = [day(1, call, wrap)];
        assert_eq!(found(KEY, &aged(3), &days, &[What::MinorHours]), want);
    };
    check("9:30", "11:30", &[]);
    check("14:30", "16:30", &[]);
    check("9:00", "11:00", &["d1 hours_baby 30"]);
    check("13:00", "14:00", &["d1 hours_baby 90"]);
}

#[test]
fn minors_are_not_there_before_five_nor_late() {
    // 22:00 before a school day, 00:30 before another: Monday and Friday.
    let check = |n: i64, call: &str, wrap: &str, want: &[&str]| {
        let days = [day(n, call, wrap)];
        assert_eq!(found(KEY, &aged(200), &days, &[What::MinorClock]), want);
    };
    check(1, "5:00", "10:00", &[]);
    check(1, "4:59", "10:00", &["d1 clock 1"]);
    check(1, "15:00", "22:00", &[]);
    check(1, "15:00", "22:01", &["d1 clock 1"]);
    check(5, "15:00", "24:30", &[]);
    check(5, "15:00", "24:31", &["d5 clock 1"]);
}

#[test]
fn an_age_that_is_not_known_here_is_said_and_only_the_certain_is_found() {
    let days = |wrap: &str| [day(1, "8:00", wrap), day(2, "8:00", "9:00")];
    let kinds = [What::MinorHours];
    let worker = under(KEY);
    assert_eq!(
        found(KEY, &worker, &days("17:00"), &kinds),
        ["d1 hours_16 0"]
    );
    assert_eq!(
        found(KEY, &worker, &days("18:10"), &kinds),
        ["d1 hours_16 0", "d1 hours_16 10"]
    );
    let findings = rulebook(&[KEY]).findings(&worker, &days("17:00"), &Zone::default());
    assert_eq!(findings[0].why, Why::MinorAge { known: false });
    assert_eq!(findings[0].severity, Severity::Info);
}

#[test]
fn the_rules_of_minors_do_not_concern_adults() {
    let adult = Worker {
        minor: false,
        ..under(KEY)
    };
    let days = [day(1, "4:00", "23:00"), day(2, "4:00", "23:00")];
    assert!(
        rulebook(&[KEY])
            .findings(&adult, &days, &Zone::default())
            .is_empty()
    );
}

#[test]
fn the_other_table_is_another_preset() {
    // G-Casper: under 6 works 6 h, 9 to 13 9 h, 14 and 15 10 h, and nothing for 6 to 8.
    let key = "minors_gcasper";
    let check = |years: i64, work_min: i64, want: &[&str]| {
        let mut day = day(1, "8:00", "20:00");
        day.work_min = Some(work_min);
        let worker = aged(years * 12);
        assert_eq!(found(key, &worker, &[day], &[What::MinorHours]), want);
    };
    check(5, 360, &[]);
    check(5, 361, &["d1 hours_0 1"]);
    check(9, 541, &["d1 hours_9 1"]);
    check(14, 601, &["d1 hours_14 1"]);
    check(7, 700, &["d1 hours_14 0"]);
}
