use proptest::prelude::*;

use super::*;
use crate::book::Book;
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Value;

fn ids() -> impl FnMut() -> Id {
    let mut n = 0;
    move || {
        n += 1;
        Id::new(format!("id{n:04}"))
    }
}

fn mark(book: &mut Book, id: &str, scene: &str, day: &str, state: State, eighths: u32, at: i64) {
    let command = report(
        &mut || Id::new(id),
        at,
        String::new(),
        Report {
            scene: Id::new(scene),
            day: Some(Id::new(day)),
            state,
            eighths: Eighths(eighths),
            note: String::new(),
            by: None,
            reason: None,
            seconds: None,
        },
    );
    book.apply(&command);
}

fn day(id: &str, date: &str, call: i64, wrap: Option<i64>) -> ShootDay {
    ShootDay {
        day: Id::new(id),
        date: date.into(),
        general_call: Some(call),
        wrap,
    }
}

fn week() -> Vec<ShootDay> {
    vec![
        day("mon", "2027-03-08", 450, Some(1140)),
        day("tue", "2027-03-09", 480, None),
        day("wed", "2027-03-10", 1140, Some(1860)),
        day("fri", "2027-03-12", 960, None),
    ]
}

#[test]
fn the_working_day_is_found() {
    let check = |today: &str, at: &str, expected: &str, when: When| {
        let minutes = crate::clock::parse(at).ok().flatten().unwrap_or_default();
        let found = working_day(&week(), today, minutes);
        assert_eq!(
            found,
            Some(Current {
                day: Id::new(expected),
                when
            }),
            "{today} {at}"
        );
    };
    check("2026-11-22", "12:00", "mon", When::Ahead(106));
    check("2027-03-08", "00:30", "mon", When::Now);
    check("2027-03-08", "23:00", "mon", When::Now);
    check("2027-03-09", "00:30", "tue", When::Now);
    check("2027-03-10", "23:59", "wed", When::Now);
    check("2027-03-11", "03:00", "wed", When::Now);
    check("2027-03-11", "06:30", "wed", When::Now);
    check("2027-03-11", "07:00", "fri", When::Ahead(1));
    check("2027-03-13", "02:00", "fri", When::Now);
    check("2027-03-13", "06:00", "fri", When::Over(1));
    check("2027-04-12", "06:00", "fri", When::Over(31));
    assert_eq!(working_day(&[], "2027-03-08", 0), None);
    assert_eq!(
        working_day(&[day("x", "soon", 0, None)], "2027-03-08", 0),
        None
    );
}

#[test]
fn an_hour_after_wrap_people_look_at_the_next_day() {
    let check = |today: &str, minutes: i64, expected: &str, when: When| {
        let found = next_day(&week(), today, minutes);
        assert_eq!(
            found,
            Some(Current {
                day: Id::new(expected),
                when
            }),
            "{today} {minutes}"
        );
    };
    check("2027-03-08", 1199, "mon", When::Now);
    check("2027-03-08", 1200, "tue", When::Ahead(1));
    check("2027-03-09", 1439, "tue", When::Now);
    check("2027-03-11", 450, "fri", When::Ahead(1));
    check("2027-03-13", 400, "fri", When::Over(1));
}

#[test]
fn the_last_word_counts() {
    let mut book = Book::default();
    mark(&mut book, "a", "s1", "d1", State::Started, 0, 100);
    mark(&mut book, "b", "s1", "d1", State::Complete, 0, 300);
    mark(&mut book, "c", "s1", "d1", State::Part, 3, 200);
    let marks = Marks::read(&book);
    let state = marks.of_scene(&Id::new("s1")).map(|m| m.state);
    assert_eq!(state, Some(State::Complete));
    assert_eq!(marks_of_day(&book, &Id::new("d1")).len(), 3);
    // Taken back: what was said before counts again.
    book.apply(&crate::command::Command::new("").remove(Kind::Progress, &Id::new("b")));
    let marks = Marks::read(&book);
    assert_eq!(
        marks.of_scene(&Id::new("s1")).map(|m| m.state),
        Some(State::Part)
    );
}

#[test]
fn a_mark_of_a_newer_version_is_passed_over() {
    let mut book = Book::default();
    mark(&mut book, "a", "s1", "d1", State::Started, 0, 100);
    let newer = crate::command::Command::new("")
        .put(Kind::Progress, &Id::new("z"), "scene", "s1")
        .put(Kind::Progress, &Id::new("z"), "state", "rehearsed")
        .put(Kind::Progress, &Id::new("z"), "at_ms", 900);
    book.apply(&newer);
    assert_eq!(
        Marks::read(&book).of_scene(&Id::new("s1")).map(|m| m.state),
        Some(State::Started)
    );
}

#[test]
fn a_day_is_counted() {
    let mut book = Book::default();
    let scenes = [("s1", 8), ("s2", 12), ("s3", 4), ("s4", 6), ("s5", 2)];
    let planned: Vec<_> = scenes
        .iter()
        .map(|(id, n)| (Id::new(*id), Eighths(*n)))
        .collect();
    mark(&mut book, "a", "s1", "d1", State::Complete, 0, 1);
    mark(&mut book, "b", "s2", "d1", State::Part, 5, 2);
    mark(&mut book, "c", "s3", "d1", State::NotShot, 0, 3);
    mark(&mut book, "d", "s4", "d1", State::Started, 0, 4);
    mark(&mut book, "e", "s9", "d1", State::Complete, 0, 5);
    let tally = tally(&Marks::read(&book), &Id::new("d1"), &planned, |_| {
        Eighths(3)
    });
    let count = |scenes, pages| Count {
        scenes,
        pages: Eighths(pages),
    };
    assert_eq!(tally.scheduled, count(5, 32));
    assert_eq!(tally.complete, count(1, 8));
    assert_eq!(tally.part, count(1, 5));
    assert_eq!(tally.not_shot, count(1, 4));
    assert_eq!(tally.started, count(1, 6));
    assert_eq!(tally.open, count(1, 2));
    assert_eq!(tally.extra, count(1, 3));
    assert_eq!(tally.shot(), Eighths(16));
    assert_eq!(tally.percent(), 40);
    assert!(!tally.is_done());
}

#[test]
fn completing_a_scene_credits_what_was_left() {
    let mut book = Book::default();
    mark(&mut book, "a", "s1", "d1", State::Part, 5, 1);
    let (scene, total) = (Id::new("s1"), Eighths(12));
    assert_eq!(Marks::read(&book).owed(&scene, total), Eighths(7));
    mark(&mut book, "b", "s1", "d2", State::Complete, 0, 2);
    let marks = Marks::read(&book);
    assert_eq!(marks.credit_on(&scene, &Id::new("d1"), total), Eighths(5));
    assert_eq!(marks.credit_on(&scene, &Id::new("d2"), total), Eighths(7));
    assert_eq!(marks.owed(&scene, total), Eighths::ZERO);
}

#[test]
fn notes_are_listed_newest_first_and_never_empty() {
    let (mut book, mut new_id) = (Book::default(), ids());
    let day = Id::new("d1");
    for (at, text) in [(5, "Rain"), (9, "  Clear again \n"), (7, "   ")] {
        let made = note(&mut new_id, at, String::new(), Some(&day), None, text, None);
        assert_eq!(made.is_some(), !text.trim().is_empty());
        if let Some(command) = made {
            book.apply(&command);
        }
    }
    let texts: Vec<_> = notes(&book, Some(&day))
        .into_iter()
        .map(|n| n.text)
        .collect();
    assert_eq!(texts, ["Clear again", "Rain"]);
    assert_eq!(notes(&book, Some(&Id::new("d2"))).len(), 0);
}

#[test]
fn a_report_writes_what_was_said_and_no_more() {
    let said = Report {
        scene: Id::new("s"),
        day: Some(Id::new("d")),
        state: State::Complete,
        eighths: Eighths(7),
        note: "  ".into(),
        by: Some(Id::new("p")),
        reason: None,
        seconds: None,
    };
    let command = report(&mut ids(), 5, "Scene 1 complete".into(), said);
    let fields: Vec<&str> = command.edits.iter().map(|e| &*e.field).collect();
    assert_eq!(fields, ["scene", "day", "state", "at_ms", "by"]);
    assert_eq!(command.label, "Scene 1 complete");
}

fn any_marks() -> impl Strategy<Value = Vec<(u8, u8, u8, u32, i64)>> {
    proptest::collection::vec((0..4_u8, 0..3_u8, 0..4_u8, 0..20_u32, 0..6_i64), 0..40)
}

proptest! {
    /// Marks are new records, so their order of arrival cannot matter; the rule must not either.
    #[test]
    fn any_order_of_arrival_gives_the_same_day(made in any_marks(), turn in 0..40_usize) {
        let build = |order: &[usize]| {
            let mut book = Book::default();
            for n in order {
                let (scene, day, state, eighths, at) = made[*n];
                let state = State::ALL[state as usize];
                mark(&mut book, &format!("m{n}"), &format!("s{scene}"), &format!("d{day}"), state, eighths, at);
            }
            book
        };
        let order: Vec<usize> = (0..made.len()).collect();
        let mut other = order.clone();
        other.reverse();
        if !other.is_empty() {
            let by = turn % other.len();
            other.rotate_left(by);
        }
        let (one, two) = (Marks::read(&build(&order)), Marks::read(&build(&other)));
        let planned: Vec<_> = (0..4).map(|n| (Id::new(format!("s{n}")), Eighths(9))).collect();
        for day in 0..3 {
            let day = Id::new(format!("d{day}"));
            let count = |marks: &Marks| tally(marks, &day, &planned, |_| Eighths(9));
            prop_assert_eq!(count(&one), count(&two));
            let all = count(&one);
            let sum = all.complete.scenes + all.part.scenes + all.not_shot.scenes
                + all.started.scenes + all.open.scenes;
            prop_assert_eq!(sum, all.scheduled.scenes);
            prop_assert!(all.shot().0 <= all.scheduled.pages.0 + all.extra.pages.0);
        }
    }
}

#[test]
fn an_undone_mark_without_its_fields_is_none() {
    let mut book = Book::default();
    mark(&mut book, "a", "s1", "d1", State::Complete, 0, 1);
    book.apply(&crate::command::Command::new("").put(
        Kind::Progress,
        &Id::new("a"),
        "state",
        Value::Nothing,
    ));
    assert_eq!(Marks::read(&book).of_scene(&Id::new("s1")), None);
}

const FOUNTAIN: &[u8] = include_bytes!("../../../tests/sample/crossing-times.fountain");
const JSON: &str = include_str!("../../../tests/sample/production.json");

fn sample() -> (Book, Vec<PlannedDay>) {
    let made = crate::sample::commands(FOUNTAIN, JSON, &mut ids(), 0);
    let mut book = Book::default();
    for command in made.map(|(_, commands)| commands).unwrap_or_default() {
        book.apply(&command);
    }
    let days = planned_days(&book);
    (book, days)
}

fn named(book: &Book, name: &str) -> Id {
    let found = book
        .all(&Kind::Person)
        .find(|person| person.text("name") == name);
    found.map_or_else(|| Id::new(name), |person| person.id.clone())
}

#[test]
fn a_revision_says_what_changed_for_one_person() {
    let (book, days) = sample();
    let day = |name: &str| my_day(&book, days[0].clone(), Some(&named(&book, name)));
    let halina = day("Halina Wrobel");
    assert_eq!(
        halina.issued.as_ref().map(|i| i.colour.as_str()),
        Some("Blue")
    );
    assert_eq!(
        halina.before.as_ref().map(|i| i.colour.as_str()),
        Some("White")
    );
    assert_eq!(halina.mine.as_ref().and_then(|my| my.call), Some(450));
    let fields: Vec<&str> = halina
        .changes
        .iter()
        .filter_map(|change| change.field())
        .collect();
    assert!(
        fields.contains(&"general_call") && fields.contains(&"call"),
        "{fields:?}"
    );
    assert!(!halina.waits_for_me());
    // The boom operator's first call is the 2nd AD, the second the head of the own department.
    let ring: Vec<_> = day("Idris Fallow")
        .ring
        .into_iter()
        .map(|c| c.name)
        .collect();
    assert_eq!(
        ring.get(..2).map(<[String]>::to_vec),
        Some(vec!["Noor Hadley".to_owned(), "Halina Wrobel".to_owned()])
    );
    let bastian = day("Bastian Orr");
    assert!(bastian.waits_for_me() && bastian.before.is_none() && bastian.changes.is_empty());
}

#[test]
fn a_day_without_a_sheet_shows_the_plan() {
    let (book, days) = sample();
    let day = my_day(
        &book,
        days[2].clone(),
        Some(&named(&book, "Emmanuel Tettey-Brand")),
    );
    assert_eq!(day.issued, None);
    assert!(day.mine.is_some_and(|my| my.call.is_some()));
    assert!(!my_day(&book, days[2].clone(), None).waits_for_me());
}

#[test]
fn somebody_may_be_free() {
    let (book, days) = sample();
    let emmanuel = named(&book, "Emmanuel Tettey-Brand");
    let first = my_day(&book, days[0].clone(), Some(&emmanuel));
    assert!(first.issued.is_some() && first.mine.is_none());
    assert!(!first.ring.is_empty());
    let later = later_days(&book, &days, &days[0].day, Some(&emmanuel));
    let seen: Vec<_> = later
        .iter()
        .map(|d| (d.planned.number, d.call, d.issued.is_some()))
        .collect();
    assert_eq!(seen, [(2, Some(855), true), (3, Some(1200), false)]);
}

#[test]
fn the_office_is_told_what_waits() {
    let (book, days) = sample();
    let said = |days: &[PlannedDay], before: &[PlannedDay]| -> Vec<(u32, String)> {
        todo::todo(&book, days, before)
            .into_iter()
            .map(|t| {
                let what = match t.what {
                    todo::What::NoSheet { .. } => "no sheet".to_owned(),
                    todo::What::Stale { changes, .. } => format!("stale {changes}"),
                    todo::What::Collides { .. } => "collides".to_owned(),
                    todo::What::Unreached { people, .. } => format!("unreached {people}"),
                    todo::What::Owed { scenes, pages } => format!("owed {scenes}, {pages}"),
                };
                (t.number, what)
            })
            .collect()
    };
    let first = said(&days[..2], &[]);
    assert!(
        first
            .iter()
            .any(|(n, what)| *n == 1 && what.starts_with("unreached")),
        "{first:?}"
    );
    let last = said(&days[2..], &days[..2]);
    assert_eq!(last.first(), Some(&(3, "no sheet".to_owned())));
    assert!(
        last.iter().any(|(_, what)| what.starts_with("owed 2")),
        "{last:?}"
    );
    let reached = todo::reached(&book, &days[0].day);
    assert!(reached.is_some_and(|r| !r.open.is_empty() && r.tally.acknowledged > 20));
}
