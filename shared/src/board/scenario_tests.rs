use super::testing::{counter, film, id, plan, print, printed, set};
use super::*;
use crate::book::Book;
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;

const SCENES: &str = "
    1 INT DAY pier 8 ann
    2 EXT NIGHT pier 16 ann,bob
    3 INT DAY house 4 cid
    4 INT DAY house 4 ann
    5 EXT DAY road 8 bob
    6 INT DAY pier 8 -";

fn ferry() -> Book {
    let mut book = film(SCENES);
    plan(&mut book, "main", "1 3 | 2 | 4 5");
    book
}

fn no() -> String {
    String::new()
}

fn copied(book: &mut Book, from: &str, to: &str) {
    let command = copy_board(book, &id(from), to, &id(to), no(), &mut counter());
    book.apply(&command);
}

fn names(book: &Book) -> String {
    let names: Vec<String> = boards_of(book, None)
        .iter()
        .map(|board| board.text("name").to_owned())
        .collect();
    names.join(" ")
}

#[test]
fn a_copy_has_the_rows_of_the_board_and_nothing_of_its_days() {
    let mut book = ferry();
    set(&mut book, Kind::Board, "main", "day_eighths", 40);
    set(&mut book, Kind::Board, "main", "later", "kept");
    set(&mut book, Kind::Row, "main-2", "text", "Night");
    set(&mut book, Kind::Day, "main-2", "general_call", 900);
    // Two devices chose one key apart: the copy keeps the order that everyone sees.
    for banner in ["x", "zz"] {
        set(&mut book, Kind::Row, banner, "board", "main");
        set(&mut book, Kind::Row, banner, "what", "banner");
        set(&mut book, Kind::Row, banner, "text", banner);
        let place = book.text(&Kind::Strip, &id("main.s2"), "place").to_owned();
        set(&mut book, Kind::Row, banner, "place", place);
    }
    copied(&mut book, "main", "copy");
    assert_eq!(printed(&book, "main"), "1 3 | 2 ~x ~zz | 4 5 // 6");
    assert_eq!(printed(&book, "copy"), "1 3 | 2 ~x ~zz | 4 5 // 6");
    let copy = layout(&book, &id("copy"));
    assert_eq!(&*copy.days[1].text, "Night");
    assert!(book.get(&Kind::Day, &copy.days[1].id).is_none());
    assert_eq!(
        Limits::of(&book, &id("copy")).day_eighths,
        Some(Eighths(40))
    );
    assert_eq!(book.text(&Kind::Board, &id("copy"), "later"), "kept");
    assert_eq!(active(&book), id("main"));
    assert!(
        compare(&book, &layout(&book, &id("main")), &copy)
            .changed()
            .next()
            .is_none()
    );
}

#[test]
fn a_board_that_nobody_wrote_stays_active_when_it_is_copied() {
    let mut book = ferry();
    set(&mut book, Kind::Production, "p", "active_board", "");
    set(&mut book, Kind::Board, "main", crate::record::REMOVED, true);
    copied(&mut book, "main", "copy");
    assert_eq!(active(&book), id("main"));
}

#[test]
fn boards_are_named_ordered_activated_and_taken_away() {
    let mut book = ferry();
    copied(&mut book, "main", "B");
    copied(&mut book, "main", "C");
    assert_eq!(names(&book), "Main C B");
    book.apply(&move_board(&book, &id("B"), 0, no()));
    book.apply(&rename_board(&book, &id("C"), " Rain ", no()));
    assert_eq!(names(&book), "B Main Rain");
    assert!(rename_board(&book, &id("C"), "Rain", no()).is_empty());
    assert!(rename_board(&book, &id("C"), " ", no()).is_empty());

    assert_eq!(remove_board(&book, &id("main"), no()), Err(Kept::Active));
    book.apply(&activate(&book, &id("C"), no()));
    assert!(is_active(&book, &id("C")) && activate(&book, &id("C"), no()).is_empty());
    let gone = remove_board(&book, &id("main"), no()).unwrap();
    book.apply(&gone);
    assert_eq!((names(&book).as_str(), active(&book)), ("B Rain", id("C")));

    let limits = Limits {
        day_eighths: None,
        day_min: Some(600),
    };
    book.apply(&set_limits(&book, &id("C"), limits, no()));
    assert_eq!(Limits::of(&book, &id("C")), limits);
    assert!(set_limits(&book, &id("C"), limits, no()).is_empty());
    let new = add_board(&book, "D", None, &id("D"), no(), &mut counter());
    book.apply(&new);
    assert_eq!(names(&book), "B Rain D");
    assert_eq!(printed(&book, "D"), "// 1 2 3 4 5 6");
}

#[test]
fn two_devices_may_take_the_last_boards_away_and_one_goes_on() {
    let mut book = ferry();
    for id in ["main", "other"] {
        set(&mut book, Kind::Board, id, crate::record::REMOVED, true);
    }
    set(&mut book, Kind::Production, "p", "active_board", "other");
    assert_eq!(active(&book), id("other"));
    let mut command = crate::command::Command::new("");
    ensure(&book, "Back", &mut command);
    book.apply(&command);
    assert_eq!(names(&book), "Back");
}

#[test]
fn a_board_may_start_on_a_date_of_its_own() {
    let mut book = ferry();
    copied(&mut book, "main", "late");
    let start = jiff::civil::date(2027, 3, 5);
    book.apply(&set_board_start(&book, &id("late"), Some(start), no()));
    let late = layout(&book, &id("late"));
    let dates: Vec<String> = late
        .days
        .iter()
        .filter_map(|d| d.date)
        .map(|d| d.to_string())
        .collect();
    assert_eq!(dates, ["2027-03-05", "2027-03-08", "2027-03-09"]);
    let both = compare(&book, &layout(&book, &id("main")), &late);
    assert_eq!(both.changed().count(), 5);
}

#[test]
fn units_have_boards_and_an_active_one_of_their_own() {
    let mut book = ferry();
    let add = add_unit(&book, "Second", "Splinter", &id("u"), no(), &mut counter());
    book.apply(&add);
    let board = active_of(&book, Some(&id("u"))).unwrap();
    assert_eq!(board, id("n0"));
    assert_eq!((names(&book).as_str(), active(&book)), ("Main", id("main")));
    assert_eq!(boards_of(&book, Some(&id("u"))).len(), 1);
    assert_eq!(actives(&book).len(), 2);

    // A copy stays in the unit, and takes the lead there only.
    let copy = copy_board(&book, &board, "Two", &id("two"), no(), &mut || id("r"));
    book.apply(&copy);
    book.apply(&activate(&book, &id("two"), no()));
    assert_eq!(active_of(&book, Some(&id("u"))), Some(id("two")));
    assert_eq!(active(&book), id("main"));
    assert_eq!(set_unit(&book, &id("two"), None, no()), Err(Kept::Active));
    let give = set_unit(&book, &board, None, no()).unwrap();
    book.apply(&give);
    assert_eq!(names(&book), "Main Splinter");

    book.apply(&remove_unit(&id("u"), no()));
    assert_eq!(names(&book), "Main Splinter Two");
    assert_eq!((active(&book), actives(&book).len()), (id("main"), 1));
    // The first board of all belongs to a unit: it never becomes the main unit's.
    let mut book = Book::default();
    let add = add_unit(&book, "Second", "S", &id("u"), no(), &mut counter());
    book.apply(&add);
    assert_eq!(active(&book), id("main"));
}

#[test]
fn units_are_named_and_put_in_order() {
    let mut book = ferry();
    for unit in ["a", "b", "c"] {
        let command = add_unit(&book, unit, "S", &id(unit), no(), &mut || {
            Id::new(format!("{unit}-b"))
        });
        book.apply(&command);
    }
    book.apply(&move_unit(&book, &id("c"), 0, no()));
    book.apply(&rename_unit(&book, &id("a"), "Aerial", no()));
    let names: Vec<String> = units(&book)
        .iter()
        .map(|u| u.text("name").to_owned())
        .collect();
    assert_eq!(names, ["c", "Aerial", "b"]);
}

#[test]
fn a_board_adds_up() {
    let mut book = ferry();
    set(&mut book, Kind::Board, "main", "day_eighths", 15);
    let check = |book: &Book, expected: &[(Figure, i64)]| {
        let layout = layout(book, &id("main"));
        let totals = Totals::of(&layout, Limits::of(book, &id("main")));
        for (figure, value) in expected {
            assert_eq!(figure.of(&totals), *value, "{figure:?}");
        }
    };
    // 1 3 | 2 | 4 5: pier house, pier, house road.
    check(
        &book,
        &[
            (Figure::ShootDays, 3),
            (Figure::Eighths, 40),
            (Figure::MaxEighths, 16),
            (Figure::AverageEighths, 13),
            (Figure::CastWorked, 6),
            (Figure::CastHeld, 0),
            (Figure::MovesWithin, 2),
            (Figure::MovesBetween, 2),
            (Figure::NightDays, 1),
            (Figure::OverLimit, 1),
            (Figure::Turnarounds, 1),
            (Figure::Unscheduled, 1),
        ],
    );
    plan(&mut book, "main", "1 | 3 | | 2 4 5");
    check(
        &book,
        &[
            (Figure::ShootDays, 3),
            (Figure::CastWorked, 4),
            (Figure::CastHeld, 2),
            (Figure::NightDays, 1),
            (Figure::Turnarounds, 0),
        ],
    );
    set(&mut book, Kind::Scene, "s2", "omitted", true);
    check(
        &book,
        &[
            (Figure::Eighths, 24),
            (Figure::NightDays, 0),
            (Figure::Unscheduled, 1),
        ],
    );
}

#[test]
fn one_person_in_two_parts_is_counted_once() {
    let mut book = ferry();
    set(&mut book, Kind::Character, "cid", "person", "p-ann");
    let totals = Totals::of(&layout(&book, &id("main")), Limits::default());
    let days: Vec<(Id, usize, usize)> = totals
        .cast
        .iter()
        .map(|c| (c.performer.clone(), c.worked, c.held))
        .collect();
    assert_eq!(days, [(id("p-ann"), 3, 0), (id("p-bob"), 2, 0)]);
}

#[test]
fn two_boards_are_compared_scene_by_scene() {
    let mut book = ferry();
    plan(&mut book, "other", "1 6 | 4 2 | 3");
    let both = compare(
        &book,
        &layout(&book, &id("main")),
        &layout(&book, &id("other")),
    );
    let changes: Vec<String> = both
        .scenes
        .iter()
        .map(|pair| {
            let n = |on: &Option<On>| on.as_ref().map_or(0, |on| on.n);
            format!(
                "{}:{}>{} {:?}",
                pair.scene.number,
                n(&pair.left),
                n(&pair.right),
                pair.change
            )
        })
        .collect();
    assert_eq!(
        changes,
        [
            "1:1>1 Same",
            "2:2>2 Same",
            "3:1>3 Moved",
            "4:3>2 Moved",
            "5:3>0 Unscheduled",
            "6:0>1 Added"
        ]
    );
    let worked = both
        .figures()
        .into_iter()
        .find(|p| p.what == Figure::CastWorked)
        .unwrap();
    assert_eq!((worked.left, worked.right, worked.difference()), (6, 4, -2));
    let bob = both
        .cast
        .iter()
        .find(|c| c.performer == id("p-bob"))
        .unwrap();
    assert_eq!((bob.left, bob.right), ((2, 0), (1, 0)));
}

#[test]
fn a_preview_shows_what_a_move_will_do() {
    let mut book = ferry();
    let check = |book: &Book, rows: &[&str], to: Spot, expected: &str| {
        let now = layout(book, &id("main"));
        let rows: Vec<RowKey> = rows
            .iter()
            .map(|n| RowKey::Scene(id(&format!("s{n}"))))
            .collect();
        let shown = preview(&now, &rows, &to);
        assert_eq!(print(&shown), expected, "{to:?}");
        let mut after = book.clone();
        after.apply(&move_rows(&now, &rows, &to, no()).command);
        let real = layout(&after, &id("main"));
        assert_eq!(print(&shown), print(&real), "{to:?}");
        for (shown, real) in shown.days.iter().zip(&real.days) {
            assert_eq!(
                (
                    shown.eighths,
                    shown.scenes,
                    &shown.cast,
                    &shown.locations,
                    shown.est_min
                ),
                (
                    real.eighths,
                    real.scenes,
                    &real.cast,
                    &real.locations,
                    real.est_min
                )
            );
        }
    };
    let scene = |n: &str| RowKey::Scene(id(&format!("s{n}")));
    let day = |n: &str| RowKey::Day(id(&format!("main-{n}")));
    check(
        &book,
        &["6", "1"],
        Spot::DayEnd(id("main-2")),
        "3 | 2 1 6 | 4 5",
    );
    check(
        &book,
        &["1", "4"],
        Spot::Before(scene("5")),
        "3 | 2 | 1 4 5 // 6",
    );
    check(
        &book,
        &["5"],
        Spot::DayStart(id("main-1")),
        "5 1 3 | 2 | 4 // 6",
    );
    check(&book, &["5"], Spot::Before(day("2")), "1 3 5 | 2 | 4 // 6");
    check(&book, &["5"], Spot::After(day("2")), "1 3 | 5 2 | 4 // 6");
    check(&book, &["5"], Spot::LooseEnd, "5 | 1 3 | 2 | 4 // 6");
    check(
        &book,
        &["1", "2", "3"],
        Spot::Boneyard,
        "| | 4 5 // 1 2 3 6",
    );
    set(&mut book, Kind::Row, "x", "board", "main");
    set(&mut book, Kind::Row, "x", "what", "banner");
    set(&mut book, Kind::Row, "x", "place", "0V");
    check(
        &book,
        &["4"],
        Spot::Before(RowKey::Banner(id("x"))),
        "4 ~ | 1 3 | 2 | 5 // 6",
    );
}

#[test]
fn a_copy_that_is_put_to_use_keeps_what_was_planned_for_its_days() {
    let mut book = film("1 INT DAY pier 8 mara\n2 INT DAY quay 8 mara\n3 INT DAY moor 8 mara");
    plan(&mut book, "main", "1 | 2 | 3");
    set(&mut book, Kind::Day, "main-2", "general_call", 390i64);
    let days = |book: &Book| -> Vec<(String, Option<i64>, u32)> {
        let days = crate::floor::planned_days(book);
        days.into_iter()
            .map(|d| (d.day.to_string(), d.general_call, d.number))
            .collect()
    };
    let before = days(&book);
    let copy = copy_board(
        &book,
        &id("main"),
        "B",
        &id("b"),
        String::new(),
        &mut counter(),
    );
    book.apply(&copy);
    book.apply(&activate(&book, &id("b"), String::new()));
    assert_eq!(days(&book), before);
    // A copy of the copy as well, in another order.
    let mut n = 100;
    let mut ids = || {
        n += 1;
        Id::new(format!("m{n}"))
    };
    let again = copy_board(&book, &id("b"), "C", &id("c"), String::new(), &mut ids);
    book.apply(&again);
    let third = layout(&book, &id("c")).days[2].id.clone();
    let first = layout(&book, &id("c")).days[0].id.clone();
    let moved = move_day(
        &layout(&book, &id("c")),
        &third,
        Some(&first),
        String::new(),
    );
    book.apply(&moved);
    book.apply(&activate(&book, &id("c"), String::new()));
    let now: Vec<String> = days(&book).into_iter().map(|d| d.0).collect();
    assert_eq!(now, ["main-3", "main-1", "main-2"]);
    assert_eq!(
        crate::production::days::number_of(&book, &id("main-2")),
        Some(3)
    );
}

#[test]
fn a_limit_of_the_production_holds_where_the_board_says_nothing() {
    let mut book = testing::film("1 INT DAY pier 8 -");
    let main = testing::id("main");
    let limits = |pages: u32, hours: i64| Limits {
        day_eighths: Some(Eighths(pages)).filter(|e| e.0 > 0),
        day_min: Some(hours * 60).filter(|min| *min > 0),
    };
    let all = set_production_limits(&book, limits(40, 10), String::new());
    book.apply(&all);
    assert_eq!(Limits::of(&book, &main), limits(40, 10));
    assert!(set_production_limits(&book, limits(40, 10), String::new()).is_empty());
    // One of the two is the board's own; none at all is said too.
    for own in [limits(48, 10), limits(0, 12), limits(0, 0), limits(40, 0)] {
        book.apply(&set_limits(&book, &main, own, String::new()));
        assert_eq!(Limits::of(&book, &main), own);
    }
    // What is as the production says follows it again.
    book.apply(&set_limits(&book, &main, limits(40, 10), String::new()));
    book.apply(&set_production_limits(&book, limits(24, 0), String::new()));
    assert_eq!(Limits::of(&book, &main), limits(24, 0));
    assert_eq!(Limits::of_production(&book), limits(24, 0));
}

#[test]
fn a_scene_that_is_given_to_another_unit_leaves_this_one() {
    let mut book = ferry();
    set(&mut book, Kind::Unit, "second", "active_board", "b2");
    set(&mut book, Kind::Board, "b2", "unit", "second");
    set(&mut book, Kind::Board, "b2", "order", "W");
    plan(&mut book, "b2", "|");
    let give = |book: &mut Book, from: &str, rows: &[&str], to: &str, day: &str| {
        let (from, to) = (layout(book, &id(from)), layout(book, &id(to)));
        let rows: Vec<RowKey> = rows.iter().map(|row| RowKey::Scene(id(row))).collect();
        let spot = Spot::DayEnd(id(day));
        let command = give_scenes(&from, &rows, &to, &spot, no());
        book.apply(&command);
        command.edits.len()
    };
    assert_eq!(give(&mut book, "main", &["s4", "s3"], "b2", "b2-2"), 4);
    assert_eq!(printed(&book, "main"), "1 | 2 | 5 // 3 4 6");
    assert_eq!(printed(&book, "b2"), "| 4 3 // 1 2 5 6");
    // From the boneyard there is nothing to leave; a banner does not come along.
    assert_eq!(give(&mut book, "main", &["s6", "nobody"], "b2", "b2-1"), 1);
    assert_eq!(printed(&book, "b2"), "6 | 4 3 // 1 2 5");
    // And back.
    give(&mut book, "b2", &["s4"], "main", "main-1");
    assert_eq!(printed(&book, "main"), "1 4 | 2 | 5 // 3 6");
    assert_eq!(elsewhere(&book, &id("main")).len(), 2);
}
