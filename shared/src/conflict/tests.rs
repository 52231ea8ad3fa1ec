use proptest::prelude::*;

use super::*;
use crate::board::testing::{counter, film, id, plan, printed, set};
use crate::board::{Limits, add_unit, layout};
use crate::record::Value;

const SCENES: &str = "
    1 INT DAY pier 8 ann
    2 EXT NIGHT pier 16 ann,bob
    3 INT DAY house 4 cid
    4 INT DAY house 4 ann
    5 EXT DAY road 8 bob";

/// Monday to Wednesday, 1 to 3 March 2027; scene 5 is nowhere.
fn ferry() -> Book {
    let mut book = film(SCENES);
    plan(&mut book, "main", "1 3 | 2 | | 4");
    book
}

fn event(book: &mut Book, of_kind: &str, of: &str, from: &str, to: &str) {
    let event = format!("e-{of}");
    for (field, value) in [
        ("of_kind", of_kind),
        ("of", of),
        ("what", "unavailable"),
        ("from", from),
        ("to", to),
    ] {
        set(book, Kind::Event, &event, field, value);
    }
}

fn all(book: &Book) -> Vec<Conflict> {
    conflicts(book, &layout(book, &id("main")))
}

fn texts(conflicts: &[Conflict]) -> Vec<String> {
    let text = |c: &Conflict| {
        let scenes: Vec<&str> = c.scenes.iter().map(Id::as_str).collect();
        format!("{:?} {} {}", c.severity, c.key(), scenes.join(","))
    };
    conflicts
        .iter()
        .map(|c| text(c).trim().to_owned())
        .collect()
}

fn check(change: impl FnOnce(&mut Book), expected: &[&str]) {
    let mut book = ferry();
    plan(&mut book, "main", "1 3 | 2 | | 4 5");
    change(&mut book);
    assert_eq!(texts(&all(&book)), expected);
}

#[test]
fn each_rule_speaks_for_its_cause() {
    check(|_| (), &[]);
    // Who plays the part, the part, the place, and a thing in the scene.
    check(
        |b| event(b, "person", "p-ann", "2027-03-01", "2027-03-02"),
        &[
            "Block unavailable/p-ann/e-p-ann/2027-03-01/main-1 s1",
            "Block unavailable/p-ann/e-p-ann/2027-03-02/main-2 s2",
        ],
    );
    check(
        |b| event(b, "character", "bob", "2027-03-04", ""),
        &["Block unavailable/bob/e-bob/2027-03-04/main-4 s5"],
    );
    check(
        |b| event(b, "location", "house", "2027-03-04", "2027-03-04"),
        &["Block unavailable/house/e-house/2027-03-04/main-4 s4"],
    );
    check(
        |b| {
            set(b, Kind::Element, "boat", "name", "Boat");
            set(b, Kind::Element, "boat", "person", "p-skip");
            set(b, Kind::Person, "p-skip", "name", "Skipper");
            set(b, Kind::Scene, "s3", "element/boat", true);
            event(b, "element", "boat", "2027-02-01", "2027-03-01");
            set(b, Kind::Person, "p-skip", "start", "2027-03-02");
        },
        &[
            "Block unavailable/boat/e-boat/2027-03-01/main-1 s3",
            "Warn not_engaged/p-skip/2027-03-01/main-1 s3",
        ],
    );
    check(
        |b| event(b, "person", "p-ann", "2027-03-03", "2027-03-03"),
        &[],
    );
    check(|b| event(b, "person", "p-ann", "soon", ""), &[]);
    check(
        |b| set(b, Kind::Board, "main", "day_eighths", 15),
        &["Warn over_pages/main-2"],
    );
    check(
        |b| {
            set(b, Kind::Board, "main", "day_min", 60);
            set(b, Kind::Scene, "s4", "est_min", 45);
            set(b, Kind::Scene, "s5", "est_min", 16);
        },
        &["Warn over_time/main-4"],
    );
    check(
        |b| {
            set(b, Kind::Scene, "s2", "omitted", true);
            set(b, Kind::Scene, "s5", "number", "4");
        },
        &["Warn number_twice/4 s4,s5"],
    );
    check(
        |b| set(b, Kind::Strip, "main.s3", "place", Value::Nothing),
        &["Info nowhere/s3 s3"],
    );
}

#[test]
fn a_day_has_limits_of_its_own() {
    let own = |field: &'static str, n: i64| {
        move |b: &mut Book| {
            set(b, Kind::Board, "main", "day_eighths", 16);
            set(b, Kind::Board, "main", "day_min", 60);
            set(b, Kind::Scene, "s2", "est_min", 60);
            set(b, Kind::Row, "main-2", field, n);
        }
    };
    check(own("day_eighths", 16), &[]);
    check(own("day_eighths", 15), &["Warn over_pages/main-2"]);
    check(own("day_min", 59), &["Warn over_time/main-2"]);
    // Zero and less are no limit: the board's holds.
    check(own("day_min", 0), &[]);
    // More than the board allows.
    let long = |own: i64| {
        move |b: &mut Book| {
            set(b, Kind::Board, "main", "day_eighths", 12);
            set(b, Kind::Row, "main-2", "day_eighths", own);
        }
    };
    check(long(16), &[]);
    check(long(14), &["Warn over_pages/main-2"]);
    // The way out raises the day, not the board.
    let mut book = ferry();
    plan(&mut book, "main", "1 3 | 2 | | 4 5");
    long(14)(&mut book);
    let fixes = fix(&mut book, 0, 0);
    let limits = Limits {
        day_eighths: Some(Eighths(16)),
        day_min: None,
    };
    let day = id("main-2");
    assert_eq!(fixes, [Fix::RaiseDay { day, limits }]);
    assert_eq!(texts(&all(&book)), [""; 0]);
    assert_eq!(
        Limits::of(&book, &id("main")).day_eighths,
        Some(Eighths(12))
    );
}

#[test]
fn a_day_after_a_night_needs_its_rest() {
    let close = |b: &mut Book| plan(b, "main", "1 3 | 2 | 4 5 |");
    check(close, &["Warn night_then_day/main-2/main-3"]);
    let typed = |wrap: i64, call: i64| {
        move |b: &mut Book| {
            close(b);
            set(b, Kind::Day, "main-2", "wrap", wrap);
            set(b, Kind::Day, "main-3", "general_call", call);
        }
    };
    // 04:00 to 15:00 are eleven hours.
    check(typed(28 * 60, 15 * 60), &[]);
    check(
        typed(28 * 60, 15 * 60 - 1),
        &["Block short_rest/main-2/main-3"],
    );
    // Over a weekend nothing is too short.
    check(|b| plan(b, "main", "| | | 1 3 | 2 | 4 5"), &[]);
    // One time alone is held against what the other is taken to be: 04:00 and 07:00.
    let only = |which: &'static str, of: &'static str, min: i64| {
        move |b: &mut Book| {
            close(b);
            set(b, Kind::Day, of, which, min);
        }
    };
    let suspected: &[&str] = &["Warn night_then_day/main-2/main-3"];
    check(only("general_call", "main-3", 15 * 60), &[]);
    check(only("general_call", "main-3", 15 * 60 - 1), suspected);
    check(only("wrap", "main-2", 20 * 60), &[]);
    check(only("wrap", "main-2", 20 * 60 + 1), suspected);
}

#[test]
fn a_night_in_which_the_clocks_are_put_forward_is_shorter() {
    // Cairo's clocks go from 00:00 to 01:00 on Friday 30 April 2027.
    let typed = |zone: &'static str, wrap: i64, call: i64| {
        move |b: &mut Book| {
            plan(b, "main", "1 3 | 2 | 4 5 |");
            let production = b.production().unwrap().id.to_string();
            set(b, Kind::Production, &production, "start", "2027-04-28");
            set(b, Kind::Production, &production, "zone", zone);
            set(b, Kind::Day, "main-2", "wrap", wrap);
            set(b, Kind::Day, "main-3", "general_call", call);
        }
    };
    let short: &[&str] = &["Block short_rest/main-2/main-3"];
    check(typed("Africa/Cairo", 22 * 60, 9 * 60), short);
    check(typed("Africa/Cairo", 22 * 60, 10 * 60), &[]);
    check(typed("Europe/London", 22 * 60, 9 * 60), &[]);
    // Who wraps after the jump loses nothing by it.
    check(typed("Africa/Cairo", 25 * 60 + 30, 12 * 60 + 30), &[]);
}

#[test]
fn an_interior_says_nothing_about_wrap_and_call() {
    let night_indoors = |b: &mut Book| {
        plan(b, "main", "1 3 | 2 | 4 5 |");
        set(b, Kind::Scene, "s2", "int_ext", "INT");
    };
    check(night_indoors, &[]);
    // Nor does the interior that fills the day behind a night outdoors.
    check(
        |b| {
            plan(b, "main", "3 5 | 2 | 1 4 |");
        },
        &[],
    );
    // In part outdoors is outdoors, and planned times decide for interiors as well.
    check(
        |b| {
            night_indoors(b);
            set(b, Kind::Scene, "s2", "int_ext", "I/E");
        },
        &["Warn night_then_day/main-2/main-3"],
    );
    check(
        |b| {
            night_indoors(b);
            set(b, Kind::Day, "main-2", "wrap", 28 * 60);
            set(b, Kind::Day, "main-3", "general_call", 8 * 60);
        },
        &["Block short_rest/main-2/main-3"],
    );
}

/// The production's own copy of a preset: its set is `r-<key>`.
fn rule_set(book: &mut Book, key: &str) {
    let preset = crate::rules::preset(key).expect(key);
    let mut new_id = || Id::new(format!("r-{key}"));
    let (_, command) = crate::rules::add_preset(book, preset, &mut new_id, String::new());
    book.apply(&command);
}

/// Bob is a minor, and California's table is the production's.
fn bob(book: &mut Book) {
    set(book, Kind::Person, "p-bob", "minor", true);
    rule_set(book, "minors_california");
}

fn aged(book: &mut Book, months: i64) {
    set(book, Kind::Private, "p-bob", "age_from_months", months);
}

#[test]
fn what_a_minor_may_do_is_said_as_far_as_it_is_known() {
    check(bob, &["Warn minor_late/p-bob/main-2 s2"]);
    // Wednesday is a school day: a calendar of schools could still allow more.
    let works = |min: i64| {
        move |b: &mut Book| {
            bob(b);
            set(b, Kind::Scene, "s5", "est_min", min);
        }
    };
    check(
        works(361),
        &[
            "Warn minor_late/p-bob/main-2 s2",
            "Warn minor_hours/p-bob/main-4 s5",
            "Info minor_age/p-bob s5",
        ],
    );
    check(
        works(481),
        &[
            "Block minor_hours/p-bob/main-4 s5",
            "Warn minor_late/p-bob/main-2 s2",
        ],
    );
    // A typed wrap is worth more than the light.
    let wraps = |at: i64| {
        move |b: &mut Book| {
            rule_set(b, "minors_california");
            set(b, Kind::Character, "bob", "flag/minor", true);
            set(b, Kind::Day, "main-2", "wrap", at);
        }
    };
    check(wraps(22 * 60), &[]);
    check(wraps(22 * 60 + 1), &["Warn minor_late/p-bob/main-2 s2"]);
    check(wraps(25 * 60), &["Block minor_late/p-bob/main-2 s2"]);
    // Their own release, before the company's.
    check(
        |b| {
            wraps(25 * 60)(b);
            set(b, Kind::Call, "main-2.p-bob", "wrap_est", 22 * 60);
        },
        &[],
    );
    // Somebody said that Wednesday is a school day.
    check(
        |b| {
            wraps(22 * 60 + 1)(b);
            set(b, Kind::Call, "main-3.p-bob", "school", "day");
        },
        &["Block minor_late/p-bob/main-2 s2"],
    );
    check(
        |b| {
            wraps(22 * 60 + 1)(b);
            set(b, Kind::Call, "main-3.p-bob", "school", "free");
        },
        &[],
    );
}

#[test]
fn a_minor_is_held_against_the_row_of_their_age_where_it_can_be_read() {
    let indoors = |b: &mut Book, months: i64, min: i64| {
        bob(b);
        aged(b, months);
        set(b, Kind::Scene, "s2", "int_ext", "INT");
        set(b, Kind::Scene, "s5", "est_min", min);
    };
    // Nine to sixteen: five hours on a school day, seven on another.
    let check = |months: i64, min: i64, expected: &[&str]| {
        check(|b| indoors(b, months, min), expected);
    };
    check(108, 300, &[]);
    check(108, 301, &["Warn minor_hours/p-bob/main-4 s5"]);
    check(108, 421, &["Block minor_hours/p-bob/main-4 s5"]);
    check(24, 181, &["Block minor_hours/p-bob/main-4 s5"]);
    check(18 * 12, 600, &["Info minor_no_row/p-bob s2"]);
}

#[test]
fn an_age_that_is_not_known_is_asked_for() {
    let check = |min: i64, months: i64| {
        let mut book = ferry();
        bob(&mut book);
        set(&mut book, Kind::Scene, "s2", "est_min", min);
        let age = all(&book).into_iter().find(|c| c.rule == Rule::MinorAge);
        let from = age.map(|c| c.why);
        let Some(Why::MinorAge {
            est_min,
            from_months,
            ..
        }) = from
        else {
            panic!("no age asked for at {min}");
        };
        assert_eq!((est_min, from_months), (min, months));
    };
    check(20, 0);
    check(21, 6);
    check(150, 24);
    check(360, 72);
    check(420, 108);
    check(480, 192);
}

#[test]
fn an_edited_table_decides_for_the_board_too() {
    let edited = |b: &mut Book| {
        bob(b);
        aged(b, 108);
        set(b, Kind::Scene, "s5", "est_min", 200);
        set(b, Kind::Day, "main-2", "wrap", 20 * 60 + 30);
        let own = |rule: &str| format!("r-minors_california.{rule}");
        set(b, Kind::Rule, &own("hours_9"), "school_day_min", 180);
        set(b, Kind::Rule, &own("hours_9"), "free_day_min", 190);
        set(b, Kind::Rule, &own("clock"), "latest_school_at", 20 * 60);
        set(b, Kind::Rule, &own("clock"), "severity", "info");
    };
    check(
        edited,
        &[
            "Block minor_hours/p-bob/main-4 s5",
            "Info minor_late/p-bob/main-2 s2",
        ],
    );
    let mut book = ferry();
    plan(&mut book, "main", "1 3 | 2 | | 4 5");
    edited(&mut book);
    let hours = all(&book).remove(0).why;
    let expected = Why::MinorHours {
        est_min: 200,
        limit_min: 180,
        age_known: true,
        school_day: true,
        rule: id("r-minors_california.hours_9"),
    };
    assert_eq!(hours, expected);
    // Without its numbers a rule says nothing.
    set(
        &mut book,
        Kind::Rule,
        "r-minors_california.hours_9",
        "from_months",
        Value::Nothing,
    );
    assert!(all(&book).iter().all(|c| c.rule != Rule::MinorHours));
}

#[test]
fn each_jurisdiction_has_its_own_table() {
    let minor = |b: &mut Book| {
        set(b, Kind::Person, "p-bob", "minor", true);
        set(b, Kind::Scene, "s5", "est_min", 421);
        aged(b, 108);
    };
    // The same day under G-Casper's table: nine hours, and no hour of the day.
    check(
        |b| {
            minor(b);
            rule_set(b, "minors_gcasper");
        },
        &[],
    );
    check(
        |b| {
            minor(b);
            rule_set(b, "minors_gcasper");
            set(b, Kind::Scene, "s5", "est_min", 541);
        },
        &["Warn minor_hours/p-bob/main-4 s5"],
    );
    // Under both the stricter one speaks, once.
    check(
        |b| {
            minor(b);
            rule_set(b, "minors_gcasper");
            rule_set(b, "minors_california");
        },
        &[
            "Block minor_hours/p-bob/main-4 s5",
            "Warn minor_late/p-bob/main-2 s2",
        ],
    );
}

#[test]
fn minors_without_a_table_are_told_of_once() {
    check(
        |b| {
            set(b, Kind::Person, "p-bob", "minor", true);
            set(b, Kind::Person, "p-ann", "minor", true);
        },
        &["Warn minor_no_rules"],
    );
    // A set that is not about minors, or not in force yet, is none.
    check(
        |b| {
            set(b, Kind::Person, "p-bob", "minor", true);
            rule_set(b, "wtr_7");
        },
        &["Warn minor_no_rules"],
    );
    check(
        |b| {
            bob(b);
            let own = "r-minors_california";
            set(b, Kind::RuleSet, own, "valid_from", "2027-03-05");
        },
        &["Warn minor_no_rules"],
    );
}

#[test]
fn a_car_brings_its_driver() {
    let car = |b: &mut Book| {
        set(b, Kind::Element, "car", "name", "Car");
        set(b, Kind::Element, "driver", "name", "Driver");
        set(b, Kind::Element, "car", "link/driver", true);
        set(b, Kind::Element, "car", "link/cid", true);
        set(b, Kind::Element, "car", "link/nobody", true);
        set(b, Kind::Scene, "s3", "element/car", true);
    };
    check(car, &["Warn missing_link/car/driver/s3 s3"]);
    let mut book = ferry();
    car(&mut book);
    plan(&mut book, "main", "1 3 | 2 | | 4 5");
    fix(&mut book, 0, 0);
    assert_eq!(texts(&all(&book)), [""; 0]);
}

#[test]
fn two_units_cannot_share_a_person_or_a_scene() {
    let second = |days: &'static str| {
        move |b: &mut Book| {
            let command = add_unit(
                b,
                "Second",
                "Splinter",
                &id("u"),
                String::new(),
                &mut counter(),
            );
            b.apply(&command);
            plan(b, "n0", days);
            set(b, Kind::Row, "n1", "place", Value::Nothing);
        }
    };
    // Ann is with the main unit on Monday; scene 5 left it for the second.
    check(
        |b| {
            set(b, Kind::Strip, "main.s4", "place", Value::Nothing);
            second("4 | 3")(b);
        },
        &[
            "Block two_units/p-ann/2027-03-01/main-1 s1",
            "Warn scene_twice/n0/s3 s3",
        ],
    );
    check(second("| | | |"), &[]);
}

fn fix(book: &mut Book, conflict: usize, which: usize) -> Vec<Fix> {
    let now = layout(book, &id("main"));
    let facts = Facts::of(book, &now, Rules::default());
    let fixes = facts.fixes(book, &now, &facts.conflicts(&now)[conflict]);
    let command = fixes[which].command(book, &now, String::new(), &mut || id("split"));
    book.apply(&command);
    fixes
}

#[test]
fn a_fix_takes_its_conflict_away() {
    let check = |change: &dyn Fn(&mut Book), which: usize, board: &str| {
        let mut book = ferry();
        plan(&mut book, "main", "1 3 | 2 | | 4 5");
        change(&mut book);
        let before = texts(&all(&book));
        fix(&mut book, 0, which);
        let after = texts(&all(&book));
        assert!(!after.contains(&before[0]), "{before:?} {after:?}");
        assert_eq!(printed(&book, "main"), board);
    };
    let away = |b: &mut Book| {
        event(b, "person", "p-ann", "2027-03-01", "2027-03-01");
        event(b, "location", "pier", "2027-03-02", "2027-03-03");
        set(b, Kind::Scene, "s2", "omitted", true);
    };
    check(&away, 0, "3 | 2 | | 4 5 1");
    check(
        &|b| set(b, Kind::Board, "main", "day_eighths", 15),
        0,
        "1 3 | 2 | | 4 5",
    );
    let long = |b: &mut Book| {
        set(b, Kind::Board, "main", "day_eighths", 16);
        set(b, Kind::Scene, "s4", "eighths", 12);
    };
    check(&long, 0, "1 3 | 2 | 5 | 4");
    check(&long, 1, "1 3 | 2 | | 4 | 5");
    check(&long, 2, "1 3 | 2 | | 4 5");
    let night = |b: &mut Book| {
        plan(b, "main", "1 3 | 2 | 4 5");
        set(b, Kind::Row, "main-4", "place", Value::Nothing);
        set(b, Kind::Day, "main-2", "wrap", 28 * 60);
        set(b, Kind::Day, "main-3", "general_call", 8 * 60);
    };
    check(&night, 0, "1 3 | 2 | 4 5");
    check(
        &|b| set(b, Kind::Scene, "s5", "number", "4"),
        0,
        "1 3 | 2 | | 4 4A",
    );
    let nowhere = |b: &mut Book| set(b, Kind::Strip, "main.s3", "place", Value::Nothing);
    check(&nowhere, 0, "1 | 2 | | 4 5 3");
}

#[test]
fn a_move_tells_what_it_would_cause_and_nothing_old() {
    let mut book = ferry();
    event(&mut book, "person", "p-ann", "2027-03-04", "2027-03-05");
    event(&mut book, "person", "p-bob", "2027-03-01", "2027-03-01");
    set(&mut book, Kind::Board, "main", "day_eighths", 14);
    let check = |scenes: &[&str], to: Spot, expected: &[&str]| {
        let now = layout(&book, &id("main"));
        let rows: Vec<RowKey> = scenes.iter().map(|s| RowKey::Scene(id(s))).collect();
        assert_eq!(texts(&would(&book, &now, &rows, &to)), expected, "{to:?}");
    };
    let end = |n: usize| Spot::DayEnd(Id::new(format!("main-{n}")));
    check(&["s5"], end(3), &["Warn night_then_day/main-2/main-3"]);
    // An interior can be shot late, after any night.
    check(&["s1"], end(3), &[]);
    // A second scene of somebody who is away is news, though it is the same conflict.
    check(
        &["s1"],
        end(4),
        &["Block unavailable/p-ann/e-p-ann/2027-03-04/main-4 s4,s1"],
    );
    check(
        &["s5"],
        end(1),
        &[
            "Block unavailable/p-bob/e-p-bob/2027-03-01/main-1 s5",
            "Warn over_pages/main-1",
        ],
    );
    // Already over, and worse.
    check(&["s3"], end(2), &["Warn over_pages/main-2"]);
    check(&["s2"], Spot::Boneyard, &["Info nowhere/s2 s2"]);
    check(&["s1"], Spot::DayStart(id("main-1")), &[]);
}

proptest! {
    #[test]
    fn no_board_breaks_a_rule_and_keys_are_unique(
        moves in proptest::collection::vec((0..5usize, 0..6usize), 0..12),
        away in 1..5u8,
    ) {
        let mut book = ferry();
        event(&mut book, "person", "p-ann", &format!("2027-03-0{away}"), "");
        bob(&mut book);
        set(&mut book, Kind::Board, "main", "day_eighths", 15);
        for (scene, to) in moves {
            let now = layout(&book, &id("main"));
            let rows = [RowKey::Scene(Id::new(format!("s{}", scene + 1)))];
            let to = match to {
                0 => Spot::Boneyard,
                1 => Spot::LooseEnd,
                n => Spot::DayEnd(Id::new(format!("main-{}", n - 1))),
            };
            let before = conflicts(&book, &now);
            let expected = would(&book, &now, &rows, &to);
            book.apply(&crate::board::move_rows(&now, &rows, &to, String::new()).command);
            let after = all(&book);
            // What was foretold is what came.
            prop_assert_eq!(texts(&news(&before, after.clone())), texts(&expected));
            let mut keys: Vec<String> = after.iter().map(Conflict::key).collect();
            keys.sort();
            keys.dedup();
            prop_assert_eq!(keys.len(), after.len());
            for conflict in &after {
                let now = layout(&book, &id("main"));
                let facts = Facts::of(&book, &now, Rules::default());
                for fix in facts.fixes(&book, &now, conflict) {
                    fix.command(&book, &now, String::new(), &mut || id("x"));
                }
            }
        }
        let limits = Limits::of(&book, &id("main"));
        prop_assert_eq!(limits.day_eighths.map(|e| e.0), Some(15));
    }
}
