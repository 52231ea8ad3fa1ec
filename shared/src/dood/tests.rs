use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::board;
use crate::book::Book;
use crate::breakdown::category::id_of;
use crate::calendar::{self, What as Said};
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;

/// A letter a date from Monday 4 January 2027: `.` working, `o` off, `h` holiday, `m` move.
fn columns(company: &str) -> Vec<Column> {
    let dates = date(2027, 1, 4).series(jiff::Span::new().days(1));
    company
        .chars()
        .zip(dates)
        .map(|(c, date)| Column {
            date,
            company: match c {
                'o' => Company::Off,
                'h' => Company::Holiday,
                'm' => Company::Move,
                _ => Company::Working,
            },
        })
        .collect()
}

/// A letter a date: `x` work, `t r f u` events, capitals for events on a day of work.
fn needs(columns: &[Column], text: &str) -> (BTreeSet<Date>, BTreeMap<Date, BTreeSet<What>>) {
    let (mut work, mut events) = (BTreeSet::new(), BTreeMap::<_, BTreeSet<_>>::new());
    for (c, column) in text.chars().zip(columns) {
        if c == 'x' || c.is_uppercase() {
            work.insert(column.date);
        }
        let what = match c.to_ascii_lowercase() {
            't' => What::Travel,
            'r' => What::Rehearsal,
            'f' => What::Fitting,
            'u' => What::Unavailable,
            _ => continue,
        };
        events.entry(column.date).or_default().insert(what);
    }
    (work, events)
}

fn derive(company: &str, needed: &str, settings: Settings, options: &Options) -> Row {
    let columns = columns(company);
    let (work, events) = needs(&columns, needed);
    row(&columns, &work, &events, &settings, options)
}

/// Cells in a line: `-` blank, `o` off, `u` cannot come.
fn line(row: &Row) -> String {
    let cells: Vec<String> = row
        .cells
        .iter()
        .map(|cell| match cell {
            Cell::Blank => "-".into(),
            Cell::Off => "o".into(),
            Cell::Unavailable => "u".into(),
            other => other.code(&Letters::default()),
        })
        .collect();
    cells.join(" ")
}

const HELD: Settings = Settings {
    hold: true,
    drop: None,
};
const FREE: Settings = Settings {
    hold: false,
    drop: None,
};

fn dropped(days: i64, at: Option<Date>) -> Settings {
    Settings {
        hold: true,
        drop: Some(Drop {
            days,
            at,
            never: Vec::new(),
        }),
    }
}

#[test]
fn every_code_stands_where_it_should() {
    let check = |company: &str, needed: &str, settings: Settings, expected: &str| {
        let row = derive(company, needed, settings, &Options::default());
        assert_eq!(line(&row), expected, "{company} {needed}");
    };
    check("...", "...", HELD, "- - -");
    check("...", "x..", HELD, "SWF - -");
    check("....", "xx.x", HELD, "SW W H WF");
    check("....", "xx.x", FREE, "SW W - WF");
    check(".....", ".x.x.", HELD, "- SW H WF -");
    // Days off are never held, but what happens on them shows.
    check("..oo..", "x....x", HELD, "SW H o o H WF");
    check("..oo..", "x.t..x", HELD, "SW H TR o H WF");
    check("..oo..", "x.u..x", HELD, "SW H o o H WF");
    // Work on a day off is work.
    check(".o.", "xxx", HELD, "SW W WF");
    // The start is the first day of work, whatever happened before.
    check(".....", "ftrxx", HELD, "FT TR R SW WF");
    check(".....", "xx.t.", HELD, "SW WF - TR -");
    // An event between is no hold; who cannot come is not held.
    check(".....", "x.rux", HELD, "SW H R u WF");
    // The company's own days.
    check(".hm..", "x...x", HELD, "SW / M H WF");
    check("hm.", "..x", HELD, "/ M SWF");
    check(".h.", "xtx", HELD, "SW TR WF");
    // Work wins in the cell.
    check("...", "xTx", HELD, "SW W WF");
}

#[test]
fn an_event_on_a_working_day_counts_and_nothing_is_paid_twice() {
    let row = derive("......", "tTRf.x", HELD, &Options::default());
    assert_eq!(line(&row), "TR SW W FT H WF");
    let t = row.totals;
    assert_eq!(
        (t.travel, t.work, t.rehearsal, t.fitting, t.hold),
        (2, 3, 1, 1, 1)
    );
    assert_eq!(
        (t.start, t.finish),
        (Some(date(2027, 1, 5)), Some(date(2027, 1, 9)))
    );
    assert_eq!(t.total, 5);
    let paid = Options {
        paid: Paid {
            fitting: true,
            holiday: true,
        },
        ..Options::default()
    };
    assert_eq!(derive("......", "tTRf.x", HELD, &paid).totals.total, 6);
    // A holiday is paid only while somebody is engaged.
    let row = derive("h.h.h", ".x.x.", HELD, &paid);
    assert_eq!(
        (line(&row), row.totals.holiday, row.totals.total),
        ("/ SW / WF /".into(), 3, 3)
    );
}

#[test]
fn a_gap_is_dropped_when_it_is_long_enough() {
    let more = Options::default();
    let least = Options {
        drop_bound: Bound::AtLeast,
        ..Options::default()
    };
    let fill = Options {
        drop_display: DropDisplay::FillGap,
        ..Options::default()
    };
    let two = Options {
        drops_max: 2,
        ..Options::default()
    };
    let none = Options {
        drops_max: 0,
        ..Options::default()
    };
    let check =
        |company: &str, needed: &str, settings: Settings, options: &Options, expected: &str| {
            let row = derive(company, needed, settings.clone(), options);
            assert_eq!(line(&row), expected, "{needed} {settings:?}");
        };
    // From the last day to the pick-up are four calendar days.
    check(".....", "x...x", dropped(3, None), &more, "SWD - - - PWF");
    check(".....", "x...x", dropped(4, None), &more, "SW H H H WF");
    check(".....", "x...x", dropped(4, None), &least, "SWD - - - PWF");
    check(".....", "x...x", dropped(5, None), &least, "SW H H H WF");
    check(".....", "x...x", dropped(3, None), &fill, "SW D D D PWF");
    check(".....", "x...x", dropped(3, None), &none, "SW H H H WF");
    // Days off count as calendar days, but a gap of days off alone saves nothing.
    check("..oo.", "x...x", dropped(3, None), &more, "SWD - o o PWF");
    check(".ooo.", "x...x", dropped(3, None), &more, "SW o o o WF");
    check("..oo.", "x...x", dropped(3, None), &fill, "SW D o o PWF");
    // Only the first, unless more are allowed.
    check(
        ".........",
        "xx..x..xx",
        dropped(2, None),
        &more,
        "SW WD - - PW H H W WF",
    );
    check(
        ".........",
        "xx..x..xx",
        dropped(2, None),
        &two,
        "SW WD - - PWD - - PW WF",
    );
    // Or the one that is pinned, by the day of work or any date of the gap.
    let pin = |day| dropped(2, Some(date(2027, 1, day)));
    check(
        ".........",
        "xx..x..xx",
        pin(8),
        &more,
        "SW W H H WD - - PW WF",
    );
    check(
        ".........",
        "xx..x..xx",
        pin(10),
        &more,
        "SW W H H WD - - PW WF",
    );
    check(
        ".........",
        "xx..x..xx",
        pin(5),
        &more,
        "SW WD - - PW H H W WF",
    );
    // A pin that means no gap any more counts as none, and says so.
    check(
        ".........",
        "xx..x..xx",
        pin(11),
        &more,
        "SW WD - - PW H H W WF",
    );
    assert!(derive(".........", "xx..x..xx", pin(11), &more).is_pin_lost);
    assert!(!derive(".........", "xx..x..xx", pin(8), &more).is_pin_lost);
    // What happens in a dropped gap still shows and counts.
    check(".....", "x.t.x", dropped(3, None), &fill, "SW D TR D PWF");
    check(".....", "x.t.x", dropped(3, None), &more, "SWD - TR - PWF");
    // Without holds there is nothing to save.
    let unheld = Settings {
        hold: false,
        ..dropped(3, None)
    };
    check(".....", "x...x", unheld, &more, "SW - - - WF");
}

/// A film over two weeks from Monday 4 January 2027, weekends off, the 6th a holiday.
fn film() -> Book {
    let mut book = Book::default();
    let production = Id::new("p");
    let mut command = Command::new("")
        .put(Kind::Production, &production, "start", "2027-01-04")
        .put(Kind::Production, &production, "days_off", "67")
        .put(Kind::Character, &"ann".into(), "name", "ANN")
        .put(Kind::Character, &"ann".into(), "number", "1")
        .put(Kind::Character, &"ann".into(), "person", "ines")
        .put(Kind::Character, &"bo".into(), "name", "=BO, \"B\"")
        .put(Kind::Character, &"bo".into(), "number", "2")
        .put(Kind::Character, &"bo".into(), "drop", true)
        .put(Kind::Character, &"bo".into(), "drop_days", 5_i64)
        .put(Kind::Character, &"cy".into(), "name", "CY")
        .put(Kind::Element, &"car".into(), "name", "Car")
        .put(Kind::Element, &"car".into(), "category", "uci103");
    // Seven days, a scene each: the 4th, 5th, 7th, 8th, 11th, 12th, 13th.
    let places = order::several(None, None, 14);
    let cast = ["ann bo", "ann", "", "ann car", "bo", "", "ann bo car"];
    for (n, cast) in cast.iter().enumerate() {
        let (day, scene) = (Id::new(format!("d{n}")), Id::new(format!("s{n}")));
        command.add(Kind::Row, &day, "board", "main");
        command.add(Kind::Row, &day, "what", "day");
        command.add(Kind::Row, &day, "place", places[2 * n].as_str());
        command.add(Kind::Scene, &scene, "order", places[n].as_str());
        for name in cast.split_whitespace() {
            let set = if name == "car" { "element" } else { "cast" };
            command.add(Kind::Scene, &scene, &format!("{set}/{name}"), true);
        }
        let strip = Id::joined(&"main".into(), &scene);
        command.add(Kind::Strip, &strip, "place", places[2 * n + 1].as_str());
    }
    for (id, of, what, from, to) in [
        ("e1", "ann", "fitting", "2027-01-02", ""),
        ("e2", "ines", "travel", "2027-01-14", "2027-01-15"),
        ("e3", "p", "travel", "2027-01-12", ""),
        ("e4", "bo", "travel", "1970-01-01", "9999-12-31"),
        ("e5", "cy", "custom", "2027-01-05", ""),
    ] {
        let id = Id::new(id);
        for (field, text) in [("of", of), ("what", what), ("from", from), ("to", to)] {
            command.add(Kind::Event, &id, field, text);
        }
    }
    book.apply(&command);
    let holiday = calendar::set_date(
        &book,
        date(2027, 1, 6),
        Said::Holiday,
        "Epiphany",
        String::new(),
    );
    book.apply(&holiday);
    book
}

/// Writes the gaps of a row: from, calendar days, days held, what holds for it.
fn drawn(row: &GridRow) -> Vec<String> {
    let word = |gap: &Gap| match (gap.is_dropped, gap.pin, gap.is_long) {
        (true, Some(Pin::Here), _) => "dropped, pinned",
        (true, ..) => "dropped",
        (_, Some(Pin::Here), _) => "pinned",
        (_, Some(Pin::Never), _) => "never",
        (.., true) => "may be",
        _ => "short",
    };
    let gaps = row.gaps.iter();
    gaps.map(|g| format!("{} {} {} {}", g.from, g.days, g.held, word(g)))
        .collect()
}

#[test]
fn a_gap_is_pinned_forbidden_and_left_to_the_rule_again() {
    let mut book = film();
    // Bo works on the 4th, 11th and 13th; the 5th, 7th, 8th and 12th lie between.
    let row = |book: &Book| {
        let layout = board::layout(book, &"main".into());
        let mut grid = grid(book, &layout, &id_of(100), &options(book));
        let at = grid.rows.iter().position(|r| r.id == "bo".into()).unwrap();
        grid.rows.remove(at)
    };
    let pins = |book: &mut Book, at: usize, to: Option<Pin>, expected: &[&str]| {
        let gap = row(book).gaps[at].clone();
        let command = pin(book, &"bo".into(), &gap, to, String::new());
        book.apply(&command);
        assert_eq!(drawn(&row(book)), expected, "{to:?}");
        let again = pin(book, &"bo".into(), &gap, to, String::new());
        assert!(again.is_empty(), "{again:?}");
    };
    // The 12th is a company move, so there is no day to be held behind the 11th.
    assert_eq!(drawn(&row(&book)), ["2027-01-04 7 3 dropped"]);
    pins(&mut book, 0, Some(Pin::Never), &["2027-01-04 7 3 never"]);
    assert_eq!(line(&row(&book).row), "o o SW H / H H o o W M WF - -");
    pins(
        &mut book,
        0,
        Some(Pin::Here),
        &["2027-01-04 7 3 dropped, pinned"],
    );
    pins(&mut book, 0, None, &["2027-01-04 7 3 dropped"]);
    // Whoever pins a drop says that it may be: the category's custom is no.
    book.apply(&Command::new("").put(Kind::Character, &"bo".into(), "drop", false));
    assert_eq!(drawn(&row(&book)), ["2027-01-04 7 3 may be"]);
    pins(
        &mut book,
        0,
        Some(Pin::Here),
        &["2027-01-04 7 3 dropped, pinned"],
    );
    // Two who decide apart: what keeps somebody paid wins.
    let field = "drop_never/2027-01-05";
    book.apply(&Command::new("").put(Kind::Character, &"bo".into(), field, true));
    let now = row(&book);
    assert!(now.row.is_pin_lost && now.row.drops.is_empty());
    let free = unpin(&book, &"bo".into(), String::new());
    assert_eq!(free.edits.len(), 2);
    book.apply(&free);
    assert_eq!(drawn(&row(&book)), ["2027-01-04 7 3 dropped"]);
}

#[test]
fn a_production_prints_codes_as_its_house_does() {
    let mut book = film();
    for (field, said) in [
        ("dood_travel", "T"),
        ("dood_fitting", "F"),
        ("dood_display", "fill"),
        ("dood_bound", "least"),
    ] {
        book.apply(&Command::new("").put(Kind::Production, &"p".into(), field, said));
    }
    let layout = board::layout(&book, &"main".into());
    let options = options(&book);
    let grid = grid(&book, &layout, &id_of(100), &options);
    let text = csv(&grid, &options.letters, &WORDS);
    assert!(text.contains("1,ANN,F,,SW,W,/,H,W,,,H,M,WF,T,T,"), "{text}");
    assert!(text.contains(",,,SW,D,/,D,D,,,PW,M,WF,,,"), "{text}");
    assert_eq!(options.drop_bound, Bound::AtLeast);
}

#[test]
fn letters_that_would_be_mistaken_are_refused() {
    let book = film();
    let production = book.production().unwrap();
    let check = |field: &str, typed: &str, expected: Result<&str, BadLetter>| {
        let expected = expected.map(str::to_owned);
        assert_eq!(
            letter(production, field, typed),
            expected,
            "{field} {typed}"
        );
    };
    check("dood_travel", " t ", Ok("T"));
    check("dood_travel", "", Ok(""));
    check("dood_fitting", "F", Ok("F"));
    check("dood_rehearsal", "R", Ok("R"));
    check("dood_fitting", "R", Err(BadLetter::Taken("R".into())));
    check("dood_fitting", "h", Err(BadLetter::Taken("H".into())));
    check("dood_fitting", "WF", Err(BadLetter::Taken("W".into())));
    check("dood_travel", "TRAV", Err(BadLetter::Unreadable));
    check("dood_travel", "T/", Err(BadLetter::Unreadable));
}

#[test]
fn what_was_shot_stands_where_the_set_reported_it() {
    let mut book = film();
    let mut n = 0;
    let mut mark = |book: &mut Book, scene: &str, day: &str, state: &str, eighths: i64| {
        n += 1;
        let id = Id::new(format!("mark{n}"));
        book.apply(
            &Command::new("")
                .put(Kind::Progress, &id, "scene", scene)
                .put(Kind::Progress, &id, "day", day)
                .put(Kind::Progress, &id, "state", state)
                .put(Kind::Progress, &id, "eighths", eighths)
                .put(Kind::Progress, &id, "at_ms", i64::from(n)),
        );
    };
    let lines = |book: &Book| -> Vec<String> {
        let layout = board::layout(book, &"main".into());
        let grid = actual_grid(book, &layout, &id_of(100), &Options::default());
        let reported = grid
            .columns
            .iter()
            .filter_map(|c| c.n.filter(|_| c.is_reported));
        let days: Vec<String> = reported.map(|n| n.to_string()).collect();
        let mut all: Vec<String> = grid.rows.iter().map(|r| line(&r.row)).collect();
        all.push(days.join(" "));
        all
    };
    let plan = lines(&book);
    assert_eq!(plan[2], "");
    // A scene that was only begun says nothing yet.
    mark(&mut book, "s0", "d0", "started", 0);
    assert_eq!(lines(&book), plan);
    // The second day lost its scene, and took Bo's from the fifth.
    mark(&mut book, "s0", "d0", "complete", 0);
    mark(&mut book, "s1", "d1", "not_shot", 0);
    mark(&mut book, "s4", "d1", "complete", 0);
    assert_eq!(
        lines(&book),
        [
            "FT o SW H / H W o o H M WF TR TR",
            "o o SW WD / - - o o - M PWF - -",
            "1 2",
        ]
    );
    // A part was worked too; the rest is still planned where it stands.
    mark(&mut book, "s3", "d2", "part", 2);
    assert_eq!(lines(&book)[0], "FT o SW H / W W o o H M WF TR TR");
}

const WORDS: CsvWords = CsvWords {
    number: "No.",
    name: "Name",
    day: "Day",
    travel: "Travel",
    work: "Work",
    rehearsal: "Rehearsal",
    fitting: "Fitting",
    hold: "Hold",
    holiday: "Holiday",
    start: "Start",
    finish: "Finish",
    total: "Total",
};

#[test]
fn a_board_gives_the_grid_that_was_worked_out_by_hand() {
    let book = film();
    let layout = board::layout(&book, &"main".into());
    let grid = grid(&book, &layout, &id_of(100), &Options::default());
    assert_eq!(
        csv(&grid, &Letters::default(), &WORDS),
        "No.,Name,2027-01-02,2027-01-03,2027-01-04,2027-01-05,2027-01-06,2027-01-07,2027-01-08,\
         2027-01-09,2027-01-10,2027-01-11,2027-01-12,2027-01-13,2027-01-14,2027-01-15,\
         Travel,Work,Rehearsal,Fitting,Hold,Holiday,Start,Finish,Total\n\
         1,ANN,FT,,SW,W,/,H,W,,,H,M,WF,TR,TR,2,4,0,1,2,1,2027-01-04,2027-01-13,8\n\
         2,\"'=BO, \"\"B\"\"\",,,SWD,,/,,,,,PW,M,WF,,,0,3,0,0,0,1,2027-01-04,2027-01-13,3\n"
    );
    let monday = &grid.columns[2];
    assert_eq!(
        (monday.n, monday.day.as_ref().map(Id::as_str)),
        (Some(1), Some("d0"))
    );
    assert_eq!(
        (&*grid.columns[4].text, grid.columns[4].n),
        ("Epiphany", None)
    );

    // Other categories are asked for as well, and hold nothing unless somebody says so.
    let cars = super::grid(&book, &layout, &id_of(103), &Options::default());
    assert_eq!(line(&cars.rows[0].row), "- - / - SW o o - M WF");
}

#[test]
fn a_board_without_dates_still_has_its_days() {
    let mut book = film();
    book.apply(&Command::new("").put(Kind::Production, &"p".into(), "start", ""));
    let layout = board::layout(&book, &"main".into());
    let grid = grid(&book, &layout, &id_of(100), &Options::default());
    assert!(!grid.is_dated && grid.columns.len() == 7);
    assert_eq!(line(&grid.rows[0].row), "SW W H W H H WF");
    assert_eq!(line(&grid.rows[1].row), "SW H H H W H WF");
    let text = csv(&grid, &Letters::default(), &WORDS);
    assert!(text.starts_with("No.,Name,Day 1,Day 2,"), "{text}");
    assert!(
        text.ends_with("\n2,\"'=BO, \"\"B\"\"\",SW,H,H,H,W,H,WF,0,3,0,0,4,0,,,7\n"),
        "{text}"
    );
    // A week without working days gives no dates either.
    let mut book = film();
    book.apply(&Command::new("").put(Kind::Production, &"p".into(), "days_off", "1234567"));
    let layout = board::layout(&book, &"main".into());
    assert_eq!(
        super::grid(&book, &layout, &id_of(100), &Options::default())
            .columns
            .len(),
        7
    );
}

proptest! {
    #[test]
    fn totals_are_the_counts_of_the_cells(
        company in "[.oohm]{0,40}", needed in "[.....xxtrfuTRF]{0,40}", hold in any::<bool>(),
        days in 0i64..15, can_drop in any::<bool>(), pin in proptest::option::of(4i8..30),
        never in proptest::collection::vec(4i8..30, 0..3), least in any::<bool>(), fill in any::<bool>(), drops_max in 0usize..4,
    ) {
        let settings = Settings {
            hold,
            drop: can_drop.then(|| Drop {
                days,
                at: pin.map(|d| date(2027, 1, d)),
                never: never.iter().map(|d| date(2027, 1, *d)).collect(),
            }),
        };
        let options = Options {
            drop_bound: if least { Bound::AtLeast } else { Bound::MoreThan },
            drop_display: if fill { DropDisplay::FillGap } else { DropDisplay::LetterOnLastDay },
            drops_max,
            ..Options::default()
        };
        let row = derive(&company, &needed, settings, &options);
        let letters = Letters::default();
        let codes: Vec<String> = row.cells.iter().map(|c| c.code(&letters)).collect();
        let count = |test: &dyn Fn(&str) -> bool| codes.iter().filter(|c| test(c)).count();
        let t = row.totals;
        prop_assert_eq!(codes.len(), company.len());
        prop_assert_eq!(t.work, count(&|c| c.contains('W')));
        prop_assert_eq!(t.hold, count(&|c| c == "H"));
        prop_assert_eq!(t.holiday, count(&|c| c == "/"));
        // Events show unless there is work.
        prop_assert!(t.travel >= count(&|c| c == "TR") && t.rehearsal >= count(&|c| c == "R"));
        prop_assert!(t.total <= t.work + t.hold + t.travel + t.rehearsal);
        prop_assert!(t.total >= t.work + t.hold);

        let first = codes.iter().position(|c| c.contains('W'));
        let last = codes.iter().rposition(|c| c.contains('W'));
        prop_assert_eq!(count(&|c| c.starts_with("SW")), usize::from(first.is_some()));
        prop_assert_eq!(count(&|c| c.ends_with("WF")), usize::from(last.is_some()));
        prop_assert_eq!(first.map(|n| columns(&company)[n].date), t.start);
        prop_assert_eq!(last.map(|n| columns(&company)[n].date), t.finish);
        for (n, code) in codes.iter().enumerate() {
            if matches!(code.as_str(), "H" | "D") {
                prop_assert!(first.is_some_and(|f| f < n) && last.is_some_and(|l| n < l));
            }
        }
        prop_assert_eq!(count(&|c| c.starts_with("PW")), row.drops.len());
        prop_assert!(row.drops.len() <= drops_max);
        if !hold || !can_drop {
            prop_assert!(row.drops.is_empty());
        }
        for (a, b) in &row.drops {
            prop_assert!(!never.iter().map(|d| date(2027, 1, *d)).any(|d| *a <= d && d < *b));
        }
        if !hold {
            prop_assert_eq!(t.hold, 0);
        }
    }
}
