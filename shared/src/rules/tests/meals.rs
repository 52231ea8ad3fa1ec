//! Meals: SAG-AFTRA meal periods, guides to crew meals, California, UK Working Time, US Equity
//! (DOMAIN 3.11).

use super::*;

const LATE: &[What] = &[What::FirstMeal, What::NextMeal];

fn late(key: &str, day: PersonDay) -> Vec<String> {
    found(key, &under(key), &[day], LATE)
}

#[test]
fn sag_meals_are_due_within_six_hours_and_cost_by_half_hours() {
    // SAG-AFTRA, meal periods: $25, $35, then $50 for each half hour or part of one.
    let check = |meal: &str, want: &[&str]| {
        let day = fed(1, "7:00", "17:00", &[meal]);
        assert_eq!(late("sag_theatrical_day", day), want, "{meal}");
    };
    check("13:00-13:30", &[]);
    check("13:01-13:31", &["d1 first_meal 1 25.00"]);
    check("13:30-14:00", &["d1 first_meal 30 25.00"]);
    check("13:31-14:00", &["d1 first_meal 31 60.00"]);
    check("14:01-14:31", &["d1 first_meal 61 110.00"]);
    check("14:31-15:00", &["d1 first_meal 91 160.00"]);
}

#[test]
fn penalties_stop_at_the_release() {
    // DOMAIN 3.11: the count stops at wrap.
    let check = |wrap: &str, want: &[&str]| {
        assert_eq!(late("sag_tv_day", day(1, "7:00", wrap)), want, "{wrap}");
    };
    check("13:00", &[]);
    check("14:00", &["d1 first_meal 60 60.00"]);
}

#[test]
fn a_meal_that_is_not_deducted_starts_the_six_hours_anew() {
    // SAG-AFTRA, meal periods: 15 min within 2 h of the call.
    let check = |ndb: &str, want: &[&str]| {
        let mut day = fed(1, "6:00", "18:00", &["14:00-14:30"]);
        day.ndb = Some(meal(ndb));
        assert_eq!(late("sag_theatrical_day", day), want, "{ndb}");
    };
    check("7:45-8:00", &[]);
    check("8:00-8:15", &[]);
    check("7:46-8:00", &["d1 first_meal 120 160.00"]);
    check("8:01-8:20", &["d1 first_meal 120 160.00"]);
    check("7:00-7:15", &["d1 first_meal 45 60.00"]);
}

#[test]
fn the_next_meal_counts_from_the_end_of_the_one_before() {
    // SAG-AFTRA, meal periods: within 6 h of the call back.
    let check = |meals: &[&str], wrap: &str, want: &[&str]| {
        let day = fed(1, "7:00", wrap, meals);
        assert_eq!(late("sag_theatrical_day", day), want, "{meals:?}");
    };
    check(&["12:00-12:30"], "18:30", &[]);
    check(&["12:00-12:30"], "19:00", &["d1 next_meal 30 25.00"]);
    check(&["12:00-12:30", "18:30-19:00"], "22:00", &[]);
    check(
        &["12:00-12:30", "18:31-19:00"],
        "25:30",
        &["d1 next_meal 1 25.00", "d1 next_meal 30 25.00"],
    );
}

#[test]
fn each_agreement_has_its_own_penalties() {
    let check = |key: &str, meal: &str, want: &[&str]| {
        let day = fed(1, "7:00", "17:00", &[meal]);
        assert_eq!(late(key, day), want, "{key}");
    };
    // Student, short and ultra low budget films: $25 for each half hour.
    check("sag_low_budget", "14:01-14:31", &["d1 first_meal 61 75.00"]);
    // Background, a secondary source: $7.50, $10, $12.50.
    check("sag_background", "14:01-14:31", &["d1 first_meal 61 30.00"]);
    // Crew: 12 minutes of grace, amounts not known.
    check("iatse_8", "13:12-13:42", &[]);
    check("iatse_8", "13:13-13:43", &["d1 first_meal 1"]);
    // US Equity: five hours either side.
    check("equity", "12:00-13:00", &[]);
    check("equity", "12:10-13:10", &["d1 first_meal 10"]);
}

#[test]
fn california_asks_for_a_meal_within_five_hours_or_six() {
    // Sources disagree: Wrapbook 5 h (6 h where the day is no longer), Media Services 6 h.
    let check = |key: &str, day: PersonDay, want: &[&str]| {
        let worker = paid(key, Some(3_000), None);
        assert_eq!(found(key, &worker, &[day], LATE), want, "{key}");
    };
    let at = |meal: &str| fed(1, "7:00", "17:00", &[meal]);
    check("california_5", at("12:00-12:30"), &[]);
    check(
        "california_5",
        at("12:01-12:31"),
        &["d1 first_meal 1 30.00"],
    );
    check("california_5", day(1, "7:00", "13:00"), &[]);
    check(
        "california_5",
        day(1, "7:00", "13:01"),
        &["d1 first_meal 61 30.00"],
    );
    check("california_6", at("13:00-13:30"), &[]);
    check(
        "california_6",
        at("13:01-13:31"),
        &["d1 first_meal 1 30.00"],
    );
}

#[test]
fn an_hours_pay_for_missed_meals_is_paid_once_a_day() {
    // California: one hour's pay a day.
    let mut book = book_with(&["california_5"]);
    let new = NewRule {
        what: What::NextMeal,
        severity: Severity::Warn,
        place: Place::Anywhere,
        citation: "",
        params: &[(Param::WithinMin, 300)],
    };
    let (_, command) = add_rule(&book, &id("s1"), &new, &mut || id("own"), String::new()).unwrap();
    book.apply(&command);
    let worker = paid("california_5", Some(3_000), None);
    let day = fed(1, "7:00", "19:00", &["13:00-13:30"]);
    let findings = Rulebook::of(&book).findings(&worker, &[day], &Zone::default());
    assert_eq!(
        told(&findings, LATE),
        ["d1 first_meal 60 30.00", "d1 own 30"]
    );
}

#[test]
fn a_meal_is_long_enough() {
    // SAG-AFTRA, meal periods: at least 30 min.
    let check = |meal: &str, want: &[&str]| {
        let key = "sag_theatrical_day";
        let days = [fed(1, "7:00", "17:00", &[meal])];
        let found = found(key, &under(key), &days, &[What::MealLength]);
        assert_eq!(found, want, "{meal}");
    };
    check("12:00-12:30", &[]);
    check("12:00-12:29", &["d1 meal_length 1"]);
}

#[test]
fn a_day_longer_than_six_hours_has_a_break() {
    // UK/EU Working Time: 20 min if the day is longer than 6 h.
    let check = |day: PersonDay, want: &[&str]| {
        let worker = under("wtr_7");
        assert_eq!(found("wtr_7", &worker, &[day], &[What::Break]), want);
    };
    check(day(1, "7:00", "13:00"), &[]);
    check(day(1, "7:00", "13:01"), &["d1 break 20"]);
    check(fed(1, "7:00", "15:00", &["12:00-12:15"]), &["d1 break 5"]);
    check(fed(1, "7:00", "15:00", &["12:00-12:20"]), &[]);
    let mut breakfast = day(1, "7:00", "15:00");
    breakfast.ndb = Some(meal("9:00-9:20"));
    check(breakfast, &[]);
}
