//! Rest: SAG-AFTRA rest periods, guides to turnaround, UK Working Time, US Equity, California's
//! minors (DOMAIN 3.11 and 3.12).

use super::*;

const REST: &[What] = &[What::DailyRest, What::RestException];
const WEEK: &[What] = &[What::WeeklyRest];

#[test]
fn sag_principals_rest_twelve_hours_from_dismissal_to_first_call() {
    // SAG-AFTRA, rest periods: 12 h; forced call of a day performer $900 or the day rate.
    let check = |days: &[PersonDay], want: &[&str]| {
        let key = "sag_theatrical_day";
        assert_eq!(found(key, &under(key), days, REST), want);
    };
    let next = || day(2, "7:00", "15:00");
    check(&[day(1, "7:00", "19:00"), next()], &[]);
    check(
        &[day(1, "7:00", "19:30"), next()],
        &["d2 daily_rest 30 900.00"],
    );
    // Hair and make-up is the first call, and the dismissal counts, not the wrap.
    let mut early = next();
    early.makeup = Some(at("6:30"));
    check(
        &[day(1, "7:00", "19:00"), early],
        &["d2 daily_rest 30 900.00"],
    );
    let mut late = day(1, "7:00", "19:00");
    late.dismissed = Some(at("19:10"));
    check(&[late, next()], &["d2 daily_rest 10 900.00"]);
    // A day off between, a wrap that is not known: nothing to say.
    check(&[day(1, "7:00", "25:00"), day(3, "7:00", "15:00")], &[]);
    let mut open = day(1, "7:00", "19:30");
    open.wrap = None;
    check(&[open, next()], &[]);
    // A night shoot keeps its day.
    check(
        &[day(1, "16:00", "28:00"), day(2, "15:00", "27:00")],
        &["d2 daily_rest 60 900.00"],
    );
}

#[test]
fn a_forced_call_costs_the_lesser_of_amount_and_day_rate() {
    // SAG-AFTRA, forced calls: day $900; 3-day and weekly $950 (DOMAIN 3.11).
    let check = |key: &str, daily: Option<i64>, want: &str| {
        let days = [day(1, "7:00", "20:00"), day(2, "7:00", "15:00")];
        let worker = paid(key, None, daily);
        assert_eq!(found(key, &worker, &days, REST), [want]);
    };
    check("sag_theatrical_day", None, "d2 daily_rest 60 900.00");
    check(
        "sag_theatrical_day",
        Some(60_000),
        "d2 daily_rest 60 600.00",
    );
    check(
        "sag_theatrical_day",
        Some(90_001),
        "d2 daily_rest 60 900.00",
    );
    check("sag_tv_three_day", None, "d2 daily_rest 60 950.00");
    check(
        "sag_theatrical_week",
        Some(94_900),
        "d2 daily_rest 60 949.00",
    );
}

#[test]
fn crew_that_is_forced_stays_on_the_rate_of_the_day_before() {
    // One crew's deal (DOMAIN 3.11): the missing hour at 2x of 50 an hour.
    let days = [day(1, "7:00", "22:00"), day(2, "7:00", "15:00")];
    let worker = paid("iatse_8", Some(5_000), None);
    assert_eq!(
        found("iatse_8", &worker, &days, REST),
        ["d2 daily_rest 60 100.00"]
    );
    // Without a rate the cost is not known.
    assert_eq!(
        found("iatse_8", &under("iatse_8"), &days, REST),
        ["d2 daily_rest 60"]
    );
}

#[test]
fn each_agreement_asks_for_its_own_rest() {
    let check = |key: &str, wrap: &str, want: &[&str]| {
        let days = [day(1, "9:00", wrap), day(2, "9:00", "10:00")];
        assert_eq!(found(key, &under(key), &days, REST), want, "{key}");
    };
    // Guides to turnaround: 10 h usual; Teamsters 8 h.
    check("iatse_10", "23:00", &[]);
    check("iatse_10", "23:01", &["d2 daily_rest 1"]);
    check("nonunion_10", "23:01", &["d2 daily_rest 1"]);
    check("iatse_2021", "23:01", &["d2 daily_rest 1"]);
    check("teamsters", "25:00", &[]);
    check("teamsters", "25:30", &["d2 daily_rest 30"]);
    // UK/EU Working Time: 11 h in each 24 h.
    check("wtr_7", "22:00", &[]);
    check("wtr_7", "22:05", &["d2 daily_rest 5"]);
    // US Equity: 12 h overnight; stage managers 10 h in rehearsal.
    check("equity", "21:00", &[]);
    check("equity", "21:15", &["d2 daily_rest 15"]);
    check("equity_managers", "23:00", &[]);
    check("equity_managers", "23:15", &["d2 daily_rest 15"]);
    // California: minors 12 h from wrap to the next call.
    check("minors_california", "21:00", &[]);
    check("minors_california", "21:30", &["d2 daily_rest 30"]);
}

#[test]
fn ten_hours_outside_the_zone_once_in_four_days() {
    // SAG-AFTRA, rest periods: outside the studio zone with exterior photography.
    let away = |n: i64, wrap: &str| PersonDay {
        outside_zone: true,
        exterior: true,
        ..day(n, "7:00", wrap)
    };
    let check = |days: &[PersonDay], want: &[&str]| {
        let key = "sag_theatrical_day";
        assert_eq!(found(key, &under(key), days, REST), want);
    };
    let five: Vec<PersonDay> = (1..=6).map(|n| away(n, "21:00")).collect();
    check(
        &five,
        &[
            "d2 rest_outside_zone 0",
            "d3 daily_rest 120 900.00",
            "d4 daily_rest 120 900.00",
            "d5 daily_rest 120 900.00",
            "d6 rest_outside_zone 0",
        ],
    );
    check(
        &[away(1, "21:01"), away(2, "15:00")],
        &["d2 daily_rest 121 900.00"],
    );
    let mut inside = away(1, "21:00");
    inside.exterior = false;
    check(&[inside, away(2, "15:00")], &["d2 daily_rest 120 900.00"]);
}

#[test]
fn eleven_hours_overnight_on_two_days_that_do_not_follow_each_other() {
    // SAG-AFTRA, rest periods: overnight locations, theatrical; television none.
    let away = |n: i64| PersonDay {
        overnight: true,
        ..day(n, "7:00", "20:00")
    };
    let days: Vec<PersonDay> = (1..=7).map(away).collect();
    let check = |key: &str, want: &[&str]| {
        assert_eq!(found(key, &under(key), &days, REST), want, "{key}");
    };
    check(
        "sag_theatrical_day",
        &[
            "d2 rest_overnight 0",
            "d3 daily_rest 60 900.00",
            "d4 rest_overnight 0",
            "d5 daily_rest 60 900.00",
            "d6 daily_rest 60 900.00",
            "d7 daily_rest 60 900.00",
        ],
    );
    let all: Vec<String> = (2..=7)
        .map(|n| format!("d{n} daily_rest 60 900.00"))
        .collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    check("sag_tv_day", &all);
}

fn week(key: &str, days: &[PersonDay]) -> Vec<String> {
    found(key, &under(key), days, WEEK)
}

#[test]
fn sag_principals_rest_fifty_six_hours_a_week() {
    // SAG-AFTRA, rest periods: 56 h; 54 h if the next call is at 06:00 or later; 36 h in a 6-day
    // week on location.
    let check = |friday: &str, monday: &str, want: &[&str]| {
        let mut days: Vec<PersonDay> = (1..=4).map(|n| day(n, "9:00", "19:00")).collect();
        days.push(day(5, "9:00", friday));
        days.push(day(8, monday, "19:00"));
        assert_eq!(week("sag_theatrical_day", &days), want, "{friday} {monday}");
    };
    check("21:00", "5:00", &[]);
    check("21:30", "5:00", &["d8 weekly_rest 30"]);
    check("23:30", "6:00", &[]);
    check("24:30", "6:00", &["d8 weekly_rest 30"]);
    let six = |overnight: bool| -> Vec<PersonDay> {
        (1..=6)
            .chain([8])
            .map(|n| PersonDay {
                overnight,
                ..day(n, "8:00", "20:00")
            })
            .collect()
    };
    assert!(week("sag_theatrical_day", &six(true)).is_empty());
    assert_eq!(
        week("sag_theatrical_day", &six(false)),
        ["d8 weekly_rest 1080"]
    );
}

#[test]
fn crew_rest_a_weekend() {
    // 2021 Basic Agreement: 54 h, 32 h behind six days (general knowledge, DOMAIN 3.11).
    let check = |last: i64, wrap: &str, want: &[&str]| {
        let mut days: Vec<PersonDay> = (1..last).map(|n| day(n, "9:00", "19:00")).collect();
        days.push(day(last, "9:00", wrap));
        days.push(day(8, "6:00", "19:00"));
        assert_eq!(week("iatse_2021", &days), want, "{last} {wrap}");
    };
    check(5, "24:00", &[]);
    check(5, "24:30", &["d8 weekly_rest 30"]);
    check(6, "22:00", &[]);
    check(6, "22:30", &["d8 weekly_rest 30"]);
}

#[test]
fn one_day_off_in_seven_or_two_in_fourteen() {
    // UK/EU Working Time: 24 h in 7 days, or 48 h in 14.
    let run = |last: i64, off: &[i64]| -> Vec<PersonDay> {
        let worked = (1..=last).filter(|n| !off.contains(n));
        worked.map(|n| day(n, "9:00", "18:00")).collect()
    };
    assert!(week("wtr_7", &run(6, &[])).is_empty());
    assert_eq!(week("wtr_7", &run(7, &[])), ["d7 weekly_rest 540"]);
    assert!(week("wtr_7", &run(12, &[7])).is_empty());
    assert_eq!(week("wtr_14", &run(14, &[7])), ["d14 weekly_rest 540"]);
    assert!(week("wtr_14", &run(14, &[7, 8])).is_empty());
}

#[test]
fn the_hour_that_is_lost_in_spring_is_missing_from_the_rest() {
    let days = [day(27, "9:00", "21:00"), day(28, "8:00", "18:00")];
    let book = rulebook(&["wtr_7"]);
    let zone = Zone::new(&[Shift {
        date: days[1].date,
        at_min: 60,
        by_min: 60,
    }]);
    let worker = under("wtr_7");
    let told = |zone: &Zone| told(&book.findings(&worker, &days, zone), REST);
    assert_eq!(told(&Zone::default()), [""; 0]);
    assert_eq!(told(&zone), ["d28 daily_rest 60"]);
    let finding = book.findings(&worker, &days, &zone).remove(0);
    let Why::ShortRest { earliest_at, .. } = finding.why else {
        panic!("{:?}", finding.why);
    };
    assert_eq!(earliest_at, at("9:00"));
}

#[test]
fn a_finding_is_planned_as_soon_as_one_of_its_days_is() {
    let mut next = day(2, "7:00", "15:00");
    next.timing = Timing::Planned;
    let days = [day(1, "7:00", "20:00"), next];
    let book = rulebook(&["sag_tv_day"]);
    let findings = book.findings(&under("sag_tv_day"), &days, &Zone::default());
    let rest = findings.iter().find(|f| f.what == What::DailyRest);
    assert_eq!(rest.map(|f| f.timing), Some(Timing::Planned));
}
