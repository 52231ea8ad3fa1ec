use jiff::civil::date;

use super::*;
use crate::board;
use crate::book::Book;
use crate::command::{Command, Write};
use crate::id::Id;
use crate::record::Record;

fn put(book: &mut Book, command: Command) {
    for edit in command.edits {
        let Write::Put(value) = edit.write else {
            continue;
        };
        let mut record = match book.any(&edit.kind, &edit.id) {
            Some(record) => Record::clone(record),
            None => Record::new(edit.kind, edit.id),
        };
        record.fields.insert(edit.field, value);
        book.put(record);
    }
}

fn film(start: &str, days_off: &str) -> Book {
    let mut book = Book::default();
    let command = Command::new("")
        .put(Kind::Production, &Id::new("p"), "start", start)
        .put(Kind::Production, &Id::new("p"), "days_off", days_off);
    put(&mut book, command);
    book
}

fn except(book: &mut Book, date: Date, what: What) {
    let command = set_date(book, date, what, "", String::new());
    put(book, command);
}

fn first(book: &Book, count: usize) -> String {
    let dates: Vec<String> = Calendar::of(book)
        .shoot_dates()
        .take(count)
        .map(|d| d.strftime("%m-%d").to_string())
        .collect();
    dates.join(" ")
}

#[test]
fn shoot_days_skip_what_is_off() {
    // 12 March 2027 is a Friday.
    let mut book = film("2027-03-12", "67");
    assert_eq!(first(&book, 4), "03-12 03-15 03-16 03-17");
    except(&mut book, date(2027, 3, 15), What::Holiday);
    except(&mut book, date(2027, 3, 16), What::Travel);
    except(&mut book, date(2027, 3, 17), What::Off);
    assert_eq!(first(&book, 3), "03-12 03-18 03-19");
    except(&mut book, date(2027, 3, 13), What::Shoot);
    assert_eq!(first(&book, 3), "03-12 03-13 03-18");
    let clear = clear_date(&book, date(2027, 3, 13), String::new());
    put(&mut book, clear);
    assert_eq!(first(&book, 3), "03-12 03-18 03-19");
    // Six-day weeks.
    let week = set_days_off(
        &book,
        [false, false, false, false, false, false, true],
        String::new(),
    );
    put(&mut book, week);
    assert_eq!(first(&book, 3), "03-12 03-13 03-18");
}

#[test]
fn a_start_on_a_day_off_waits_for_the_next_working_day() {
    assert_eq!(first(&film("2027-03-13", "67"), 2), "03-15 03-16");
    let mut book = film("2027-03-13", "67");
    except(&mut book, date(2027, 3, 13), What::Shoot);
    assert_eq!(first(&book, 2), "03-13 03-15");
}

#[test]
fn a_calendar_without_a_start_or_without_working_days_ends() {
    for (start, off) in [
        ("", "67"),
        ("soon", ""),
        ("2027-03-12", "1234567"),
        ("9999-12-30", "67"),
    ] {
        assert!(
            Calendar::of(&film(start, off))
                .shoot_dates()
                .take(10)
                .count()
                < 3,
            "{start} {off}"
        );
    }
}

#[test]
fn what_is_said_twice_writes_nothing() {
    let mut book = film("2027-03-12", "67");
    except(&mut book, date(2027, 3, 15), What::Holiday);
    assert!(set_date(&book, date(2027, 3, 15), What::Holiday, "", String::new()).is_empty());
    assert!(clear_date(&book, date(2027, 3, 16), String::new()).is_empty());
    assert!(set_start(&book, Some(date(2027, 3, 12)), String::new()).is_empty());
    assert!(set_days_off(&book, Calendar::of(&book).days_off, String::new()).is_empty());
}

#[test]
fn a_month_has_whole_weeks_and_the_numbers_of_its_days() {
    let mut book = film("2027-03-12", "67");
    for (n, place) in crate::order::several(None, None, 15)
        .into_iter()
        .enumerate()
    {
        let id = Id::new(format!("d{n}"));
        let command = Command::new("")
            .put(Kind::Row, &id, "board", "main")
            .put(Kind::Row, &id, "what", "day")
            .put(Kind::Row, &id, "place", place);
        put(&mut book, command);
    }
    let (calendar, layout) = (Calendar::of(&book), board::layout(&book, &Id::new("main")));
    let phases = Phases::of(&calendar, &layout);
    assert_eq!(
        months(&calendar, &phases),
        [date(2027, 3, 1), date(2027, 4, 1)]
    );
    let march = month(&calendar, &phases, &layout, date(2027, 3, 20));
    assert_eq!(
        (march.weeks.len(), march.weeks[0][0].date),
        (5, date(2027, 3, 1))
    );
    let cells: Vec<&Cell> = march
        .weeks
        .iter()
        .flatten()
        .filter(|c| matches!(c.phase, Some(Phase::Shoot { .. })))
        .collect();
    assert_eq!(cells.len(), 15);
    assert_eq!(cells[1].date, date(2027, 3, 15));
    let april = month(&calendar, &phases, &layout, date(2027, 4, 1));
    assert!(!april.weeks[0][0].is_inside && april.weeks[0][3].is_inside);
}

fn on_board(book: &mut Book, days: usize) {
    let places = crate::order::several(None, None, days);
    for (n, place) in places.into_iter().enumerate() {
        let id = Id::new(format!("d{n}"));
        let command = Command::new("")
            .put(Kind::Row, &id, "board", "main")
            .put(Kind::Row, &id, "what", "day")
            .put(Kind::Row, &id, "place", place);
        put(book, command);
    }
}

fn phases(book: &Book) -> Phases {
    let main = Id::new("main");
    Phases::of(
        &Calendar::of_board(book, &main),
        &board::layout(book, &main),
    )
}

fn printed(phases: &Phases) -> String {
    let line = |dates: &[Date]| {
        let all: Vec<String> = dates
            .iter()
            .map(|d| d.strftime("%m-%d").to_string())
            .collect();
        all.join(" ")
    };
    format!(
        "{} | {} | {}",
        line(&phases.prep),
        line(&phases.shoot),
        line(&phases.wrap)
    )
}

#[test]
fn prep_ends_with_the_first_shoot_day_and_wrap_follows_the_last() {
    // 12 March 2027 is a Friday.
    let mut book = film("2027-03-12", "67");
    on_board(&mut book, 2);
    let prep = set_prep(&book, None, Some(date(2027, 3, 5)), String::new());
    put(&mut book, prep);
    let wrap = set_wrap(&book, None, 3, String::new());
    put(&mut book, wrap);
    assert_eq!(
        printed(&phases(&book)),
        "03-05 03-08 03-09 03-10 03-11 | 03-12 03-15 | 03-16 03-17 03-18"
    );
    let seen = phases(&book);
    assert_eq!(seen.on(date(2027, 3, 9)), Some(Phase::Prep { n: 3, of: 5 }));
    assert_eq!(
        seen.on(date(2027, 3, 15)),
        Some(Phase::Shoot { n: 2, of: 2 })
    );
    assert_eq!(
        seen.on(date(2027, 3, 18)),
        Some(Phase::Wrap { n: 3, of: 3 })
    );
    assert_eq!(seen.on(date(2027, 3, 13)), None);
    assert_eq!(seen.days_to_shoot(date(2027, 3, 9)), Some(3));
    assert_eq!(seen.days_to_shoot(date(2027, 3, 12)), None);

    // A holiday in prep is no day of prep, and a worked Saturday is one; a longer shoot moves wrap.
    except(&mut book, date(2027, 3, 9), What::Holiday);
    except(&mut book, date(2027, 3, 6), What::Shoot);
    on_board(&mut book, 4);
    assert_eq!(
        printed(&phases(&book)),
        "03-05 03-06 03-08 03-10 03-11 | 03-12 03-15 03-16 03-17 | 03-18 03-19 03-22"
    );
}

#[test]
fn a_slip_in_prep_or_wrap_fills_no_calendar() {
    let check = |prep: &str, wrap: i64, want: (usize, usize)| {
        let mut book = film("2027-03-12", "67");
        on_board(&mut book, 1);
        let command = Command::new("")
            .put(Kind::Production, &Id::new("p"), "prep_start", prep)
            .put(Kind::Production, &Id::new("p"), "wrap_days", wrap);
        put(&mut book, command);
        let seen = phases(&book);
        assert_eq!((seen.prep.len(), seen.wrap.len()), want, "{prep} {wrap}");
    };
    check("2027-03-12", 0, (0, 0));
    check("2027-05-01", -2, (0, 0));
    check("1927-03-01", 100_000, (0, WRAP_MAX));
    check("soon", 1, (0, 1));
    // Without a day on the board nothing is wrapped, and prep counts to the planned start.
    let mut book = film("2027-03-12", "67");
    let command = Command::new("")
        .put(Kind::Production, &Id::new("p"), "prep_start", "2027-03-10")
        .put(Kind::Production, &Id::new("p"), "wrap_days", 2);
    put(&mut book, command);
    assert_eq!(printed(&phases(&book)), "03-10 03-11 |  | ");
}

#[test]
fn a_unit_preps_by_its_own_dates_or_not_at_all() {
    let mut book = film("2027-03-12", "67");
    let second = Id::new("second");
    let command = Command::new("")
        .put(Kind::Production, &Id::new("p"), "prep_start", "2027-03-08")
        .put(Kind::Unit, &second, "name", "Second unit")
        .put(Kind::Board, &Id::new("b2"), "unit", &second)
        .put(Kind::Board, &Id::new("b2"), "start", "2027-03-22");
    put(&mut book, command);
    let of = |book: &Book| Calendar::of_board(book, &Id::new("b2"));
    assert_eq!(
        (of(&book).prep_start, of(&book).start),
        (None, Some(date(2027, 3, 22)))
    );
    let prep = set_prep(&book, Some(&second), Some(date(2027, 3, 18)), String::new());
    put(&mut book, prep);
    assert_eq!(of(&book).prep_start, Some(date(2027, 3, 18)));
    assert_eq!(phases(&book).prep.len(), 4);
    assert!(set_prep(&book, Some(&second), Some(date(2027, 3, 18)), String::new()).is_empty());
    assert!(set_wrap(&book, Some(&Id::new("gone")), 3, String::new()).is_empty());
}

#[test]
fn a_stretch_of_holidays_is_one_act() {
    let mut book = film("2027-03-12", "67");
    let easter = (date(2027, 3, 26), Some(date(2027, 3, 29)));
    let command = set_dates(&book, easter, What::Holiday, "Easter", "Easter".to_owned());
    assert_eq!(command.edits.len(), 8);
    put(&mut book, command);
    let calendar = Calendar::of(&book);
    assert_eq!(
        (
            calendar.exceptions.len(),
            &*calendar.words(date(2027, 3, 28))
        ),
        (4, "Easter")
    );
    assert!(set_dates(&book, easter, What::Holiday, "Easter", String::new()).is_empty());
    let backwards = (date(2027, 4, 5), Some(date(2027, 4, 1)));
    assert_eq!(
        set_dates(&book, backwards, What::Off, "", String::new())
            .edits
            .len(),
        1
    );
}

#[test]
fn a_company_move_is_no_travel_day_and_an_old_version_keeps_it_free() {
    let mut book = film("2027-03-12", "67");
    let day = date(2027, 3, 15);
    let kind = |book: &Book| Calendar::of(book).kind(day);
    except(&mut book, day, What::Move);
    assert_eq!(kind(&book), DateKind::Move);
    assert!(set_date(&book, day, What::Move, "", String::new()).is_empty());
    // What a version without moves reads.
    assert_eq!(
        book.text(&Kind::Date, &Id::new("2027-03-15"), "what"),
        "travel"
    );
    assert_eq!(first(&book, 2), "03-12 03-16");
    for (what, expected) in [
        (What::Travel, DateKind::Travel),
        (What::Move, DateKind::Move),
        (What::Holiday, DateKind::Holiday),
    ] {
        except(&mut book, day, what);
        assert_eq!(kind(&book), expected);
    }
    except(&mut book, day, What::Move);
    let command = clear_date(&book, day, String::new());
    put(&mut book, command);
    assert_eq!(kind(&book), DateKind::Working);
    // What was cleared leaves no mark behind for the next who says travel.
    except(&mut book, day, What::Travel);
    assert_eq!(kind(&book), DateKind::Travel);
}

#[test]
fn the_list_has_every_date_that_says_something() {
    let mut book = film("2027-03-12", "67");
    on_board(&mut book, 2);
    let command = Command::new("")
        .put(Kind::Production, &Id::new("p"), "prep_start", "2027-03-11")
        .put(Kind::Production, &Id::new("p"), "wrap_days", 1);
    put(&mut book, command);
    except(&mut book, date(2027, 3, 15), What::Travel);
    let main = Id::new("main");
    let (calendar, layout) = (
        Calendar::of_board(&book, &main),
        board::layout(&book, &main),
    );
    let phases = Phases::of(&calendar, &layout);
    let lines: Vec<String> = agenda(&calendar, &phases, &layout)
        .iter()
        .map(|line| {
            let n = line.day.map_or(0, |day| day.n);
            format!("{} {:?} {n}", line.date.strftime("%m-%d"), line.kind)
        })
        .collect();
    assert_eq!(
        lines,
        [
            "03-11 Working 0",
            "03-12 Working 1",
            "03-15 Travel 0",
            "03-16 Working 2",
            "03-17 Working 0"
        ]
    );
    assert_eq!(months(&calendar, &phases), [date(2027, 3, 1)]);
}

proptest::proptest! {
    /// Start, prep and wrap are single fields: any of them may come from another device.
    #[test]
    fn whatever_is_merged_no_date_is_two_things(
        start in 0_i64..60, prep in -800_i64..80, wrap in -5_i64..400, days in 0_usize..30,
        off in proptest::collection::vec(proptest::bool::ANY, 7),
        holidays in proptest::collection::btree_set(0_i64..90, 0..20),
    ) {
        use jiff::ToSpan;
        let day = |n: i64| date(2027, 3, 1).checked_add(n.days()).unwrap();
        let digits: String = (1..=7).filter(|n| off[n - 1]).map(|n: usize| n.to_string()).collect();
        let mut book = film(&day(start).to_string(), &digits);
        on_board(&mut book, days);
        let command = Command::new("")
            .put(Kind::Production, &Id::new("p"), "prep_start", day(prep).to_string())
            .put(Kind::Production, &Id::new("p"), "wrap_days", wrap);
        put(&mut book, command);
        for n in holidays {
            except(&mut book, day(n), What::Holiday);
        }
        let (seen, calendar) = (phases(&book), Calendar::of(&book));
        let all: Vec<Date> = seen.dates().collect();
        proptest::prop_assert!(all.windows(2).all(|two| two[0] < two[1]));
        for date in &all {
            proptest::prop_assert_eq!(calendar.kind(*date), DateKind::Working);
            let (n, of) = match seen.on(*date).unwrap() {
                Phase::Prep { n, of } | Phase::Shoot { n, of } | Phase::Wrap { n, of } => (n, of),
            };
            proptest::prop_assert!(n >= 1 && n <= of);
        }
    }
}
