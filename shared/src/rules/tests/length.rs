//! How long: SAG-AFTRA overtime, crew tiers, California, US Equity's span, UK Working Time's week
//! and night (DOMAIN 3.11).

use super::*;

const OVER: &[What] = &[What::Overtime];

/// Overtime of a day that was worked so long, an hour of lunch beside it.
fn over(key: &str, hours: i64, minutes: i64) -> Vec<String> {
    let mut day = fed(1, "5:00", "5:00", &["10:00-11:00"]);
    day.wrap = Some(at("5:00") + (hours + 1) * 60 + minutes);
    found(key, &paid(key, Some(10_000), None), &[day], OVER)
}

#[test]
fn sag_overtime_is_paid_in_tenths_of_an_hour() {
    let check = |key: &str, time: (i64, i64), want: &[&str]| {
        assert_eq!(over(key, time.0, time.1), want, "{key} {time:?}");
    };
    // Day performers: 1.5x in the 9th and 10th hour, 2x beyond.
    let day = "sag_theatrical_day";
    check(day, (8, 0), &[]);
    check(day, (8, 1), &["d1 overtime_8 6 15.00"]);
    check(day, (9, 0), &["d1 overtime_8 60 150.00"]);
    check(
        day,
        (10, 6),
        &["d1 overtime_8 120 300.00", "d1 overtime_10 6 20.00"],
    );
    check("sag_tv_day", (8, 1), &["d1 overtime_8 6 15.00"]);
    // Over the money break: 1.5x after 10 h.
    check("sag_theatrical_day_break", (10, 0), &[]);
    check("sag_tv_day_break", (11, 0), &["d1 overtime_10 60 150.00"]);
    // 3-day performers: 2x beyond 10 h.
    check("sag_tv_three_day", (10, 0), &[]);
    check("sag_tv_three_day", (11, 0), &["d1 overtime_10 60 200.00"]);
}

#[test]
fn crew_and_californian_overtime_goes_by_tiers() {
    let check = |key: &str, time: (i64, i64), want: &[&str]| {
        assert_eq!(over(key, time.0, time.1), want, "{key} {time:?}");
    };
    // General knowledge (DOMAIN 3.11): 1.5x after 8 or 10, 2x after 12.
    for key in ["iatse_8", "iatse_2021", "california_5", "california_6"] {
        check(
            key,
            (13, 0),
            &["d1 overtime_8 240 600.00", "d1 overtime_12 60 200.00"],
        );
    }
    check(
        "iatse_10",
        (13, 0),
        &["d1 overtime_10 120 300.00", "d1 overtime_12 60 200.00"],
    );
    // One crew's card: 10 flat, 1.5x 10-14, 2x 14-18, 3x 18+.
    check(
        "nonunion_10",
        (19, 0),
        &[
            "d1 overtime_10 240 600.00",
            "d1 overtime_14 240 800.00",
            "d1 overtime_18 60 300.00",
        ],
    );
}

#[test]
fn no_more_than_an_hour_of_a_meal_is_deducted() {
    // SAG-AFTRA, meal periods: actual time, up to 1 h.
    let key = "sag_theatrical_day";
    let day = fed(1, "7:00", "17:00", &["12:00-13:30"]);
    assert_eq!(found(key, &under(key), &[day], OVER), ["d1 overtime_8 60"]);
}

#[test]
fn overtime_is_rounded_up_to_the_unit_of_the_rule() {
    let check = |unit: i64, want: &str| {
        let mut book = book_with(&["iatse_8"]);
        put(&mut book, "s1.overtime_8", Param::RoundMin, unit);
        let day = fed(1, "7:00", "16:01", &["12:00-13:00"]);
        let worker = under("iatse_8");
        let findings = Rulebook::of(&book).findings(&worker, &[day], &Zone::default());
        assert_eq!(told(&findings, OVER), [want]);
    };
    check(1, "d1 overtime_8 1");
    check(6, "d1 overtime_8 6");
    check(10, "d1 overtime_8 10");
    check(15, "d1 overtime_8 15");
}

#[test]
fn an_hour_follows_from_a_days_rate() {
    // 8 h for 800.00; half an hour at 1.5x.
    let key = "sag_theatrical_day";
    let day = fed(1, "7:00", "16:30", &["12:00-13:00"]);
    let worker = paid(key, None, Some(80_000));
    assert_eq!(
        found(key, &worker, &[day], OVER),
        ["d1 overtime_8 30 75.00"]
    );
}

#[test]
fn equity_has_a_longest_span_of_day() {
    let check = |key: &str, day: PersonDay, want: &[&str]| {
        let kinds = [What::MaxDay, What::MaxWork];
        assert_eq!(found(key, &under(key), &[day], &kinds), want, "{key}");
    };
    // 8 h with a meal of 1 h, 8.5 h with one of 1.5 h.
    check("equity", fed(1, "10:00", "18:00", &["14:00-15:00"]), &[]);
    check(
        "equity",
        fed(1, "10:00", "18:01", &["14:00-15:00"]),
        &["d1 span 1"],
    );
    check("equity", fed(1, "10:00", "18:30", &["14:00-15:30"]), &[]);
    check(
        "equity",
        fed(1, "10:00", "18:31", &["14:00-15:30"]),
        &["d1 span 1"],
    );
    // Tech days: 10 out of 12.
    check(
        "equity_tech",
        fed(1, "10:00", "22:00", &["14:00-16:00"]),
        &[],
    );
    check(
        "equity_tech",
        fed(1, "10:00", "22:01", &["14:00-16:00"]),
        &["d1 span 1", "d1 work 1"],
    );
    check(
        "equity_tech",
        fed(1, "10:00", "22:00", &["14:00-15:30"]),
        &["d1 work 30"],
    );
}

#[test]
fn the_week_is_forty_eight_hours_on_average() {
    // UK/EU Working Time: 48 h over 17 weeks.
    let week = |first: i64, wrap: &str| -> Vec<PersonDay> {
        (first..first + 5)
            .map(|n| fed(n, "8:00", wrap, &["12:00-13:00"]))
            .collect()
    };
    let check = |days: Vec<PersonDay>, want: &[&str]| {
        let worker = under("wtr_7");
        let kinds = [What::AverageWeek];
        assert_eq!(found("wtr_7", &worker, &days, &kinds), want);
    };
    check(week(1, "18:36"), &[]);
    check(week(1, "19:00"), &["d5 average_week 120"]);
    let two = [week(1, "19:00"), week(8, "18:12")].concat();
    check(two, &["d5 average_week 120"]);
    // A week off counts as a week of nothing.
    let gap = [week(1, "19:00"), week(15, "19:00")].concat();
    check(gap, &["d5 average_week 120"]);
}

#[test]
fn a_night_is_eight_hours_of_work() {
    // UK/EU Working Time: night work 8 h on average.
    let check = |call: &str, wrap: &str, lunch: &str, want: &[&str]| {
        let days = [fed(1, call, wrap, &[lunch])];
        let worker = under("wtr_7");
        assert_eq!(found("wtr_7", &worker, &days, &[What::Night]), want);
    };
    check("18:00", "27:00", "22:00-23:00", &[]);
    check("18:00", "27:30", "22:00-23:00", &["d1 night 30"]);
    check("3:00", "12:30", "8:00-9:00", &["d1 night 30"]);
    check("4:00", "13:30", "8:00-9:00", &[]);
    check("8:00", "20:00", "12:00-13:00", &[]);
}

#[test]
fn a_short_day_of_background_is_paid_as_eight_hours() {
    // General knowledge (DOMAIN 3.11): 8 h day.
    let worker = Worker {
        group: Group::Background,
        ..paid("sag_background", Some(2_000), None)
    };
    let days = [day(1, "7:00", "12:00")];
    assert_eq!(
        found("sag_background", &worker, &days, &[What::MinCall]),
        ["d1 min_call 180 60.00"]
    );
}
