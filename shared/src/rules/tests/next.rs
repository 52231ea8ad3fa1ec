//! Who runs into what next.

use super::*;

fn limits(key: &str, now: &str, worker: &Worker, today: &PersonDay) -> Vec<Limit> {
    let live = Live {
        worker,
        today,
        next: None,
    };
    rulebook(&[key]).next_limits(at(now), &[live], &Zone::default())
}

fn told_limits(limits: &[Limit], kinds: &[What]) -> Vec<String> {
    limits
        .iter()
        .filter(|limit| kinds.contains(&limit.what))
        .map(|limit| {
            let cost = limit.cost.as_ref().map_or(0, |cost| cost.minor);
            let at = crate::clock::text(limit.at_min);
            format!("{at} in {} step {} {cost}", limit.in_min, limit.step)
        })
        .collect()
}

fn open(call: &str, meals: &[&str]) -> PersonDay {
    PersonDay {
        wrap: None,
        ..fed(1, call, call, meals)
    }
}

#[test]
fn a_meal_is_due_and_its_next_penalty_is_named() {
    let key = "sag_theatrical_day";
    let check = |now: &str, meals: &[&str], want: &[&str]| {
        let limits = limits(key, now, &under(key), &open("7:00", meals));
        let kinds = [What::FirstMeal, What::NextMeal];
        assert_eq!(told_limits(&limits, &kinds), want, "{now}");
    };
    check("12:40", &[], &["13:00 in 20 step 1 2500"]);
    check("13:00", &[], &["13:00 in 0 step 1 2500"]);
    check("13:10", &[], &["13:30 in 20 step 2 3500"]);
    check("14:10", &[], &["14:30 in 20 step 4 5000"]);
    // While they eat, nothing; afterwards the next one.
    check("13:10", &["13:00-13:30"], &[]);
    check("14:00", &["13:00-13:30"], &["19:30 in 330 step 1 2500"]);
    // A meal that is only planned is not a meal yet.
    check("12:40", &["12:50-13:20"], &["13:00 in 20 step 1 2500"]);
}

#[test]
fn overtime_begins_when_the_hours_are_worked() {
    let key = "sag_theatrical_day";
    let check = |now: &str, meals: &[&str], want: &[&str]| {
        let worker = paid(key, Some(10_000), None);
        let limits = limits(key, now, &worker, &open("7:00", meals));
        assert_eq!(told_limits(&limits, &[What::Overtime]), want, "{now}");
    };
    check("12:40", &[], &["15:00 in 140 step 0 1500"]);
    check("14:00", &["12:00-13:00"], &["16:00 in 120 step 0 1500"]);
    check("17:00", &["12:00-13:00"], &["18:00 in 60 step 0 2000"]);
    check("19:00", &["12:00-13:00"], &[]);
}

#[test]
fn the_release_that_keeps_the_rest_follows_from_the_next_call() {
    let key = "sag_tv_day";
    let (worker, today) = (under(key), open("7:00", &[]));
    let next = day(2, "6:30", "15:00");
    let live = Live {
        worker: &worker,
        today: &today,
        next: Some(&next),
    };
    let limits = rulebook(&[key]).next_limits(at("12:00"), &[live], &Zone::default());
    assert_eq!(
        told_limits(&limits, &[What::DailyRest]),
        ["18:30 in 390 step 0 90000"]
    );
}

#[test]
fn a_minors_hours_run_out() {
    let worker = Worker {
        age_from_months: Some(84),
        ..under("minors_california")
    };
    let mut today = open("8:00", &["12:00-12:30"]);
    today.set = Some(at("9:00"));
    let limits = limits("minors_california", "13:00", &worker, &today);
    // Eight hours and half an hour of meal; four hours of work since 9:00, half an hour off.
    assert_eq!(
        told_limits(&limits, &[What::MinorHours]),
        ["13:30 in 30 step 0 0", "16:30 in 210 step 0 0"]
    );
    assert_eq!(
        told_limits(&limits, &[What::MinorClock]),
        ["22:00 in 540 step 0 0"]
    );
}

#[test]
fn whoever_is_not_there_runs_into_nothing() {
    let key = "sag_theatrical_day";
    let worker = under(key);
    assert!(limits(key, "6:59", &worker, &open("7:00", &[])).is_empty());
    assert!(limits(key, "14:00", &worker, &day(1, "7:00", "13:30")).is_empty());
}

#[test]
fn the_soonest_comes_first() {
    let key = "sag_theatrical_day";
    let (ines, mut tom) = (under(key), under(key));
    tom.person = id("tom");
    let (early, late) = (open("7:00", &[]), open("6:00", &[]));
    let live = [(&ines, &early), (&tom, &late)].map(|(worker, today)| Live {
        worker,
        today,
        next: None,
    });
    let limits = rulebook(&[key]).next_limits(at("11:30"), &live, &Zone::default());
    let order: Vec<i64> = limits.iter().map(|limit| limit.in_min).collect();
    assert!(order.is_sorted());
    assert_eq!(limits[0].person, id("tom"));
    assert_eq!(limits[0].in_min, 30);
}
