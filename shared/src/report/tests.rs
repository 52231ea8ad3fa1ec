//! The report of the sample, and its arithmetic on small productions.

use super::*;
use crate::book::Book;
use crate::command::Command;
use crate::eighths::Eighths;
use crate::floor::{self, Report, Stamp, State, Whom, planned_days};
use crate::id::Id;
use crate::kind::Kind;

const FOUNTAIN: &[u8] = include_bytes!("../../../tests/sample/crossing-times.fountain");
const JSON: &str = include_str!("../../../tests/sample/production.json");

fn sample() -> Book {
    let mut n = 0;
    let mut ids = || {
        n += 1;
        Id::new(format!("id{n:04}"))
    };
    let made = crate::sample::commands(FOUNTAIN, JSON, &mut ids, 0);
    let mut book = Book::default();
    for command in made.map(|(_, commands)| commands).unwrap_or_default() {
        book.apply(&command);
    }
    book
}

fn named(book: &Book, name: &str) -> Id {
    let found = book
        .all(&Kind::Person)
        .find(|person| person.text("name") == name);
    found.map(|person| person.id.clone()).unwrap()
}

/// Four days of two scenes, a page each, from Monday 3 May 2027, weekends off.
fn film() -> Book {
    let mut command = Command::new("");
    let production = Id::new("p");
    for (field, value) in [
        ("title", "Night Ferry"),
        ("active_board", "b"),
        ("start", "2027-05-03"),
        ("days_off", "67"),
    ] {
        command.add(Kind::Production, &production, field, value);
    }
    command.add(Kind::Board, &Id::new("b"), "name", "Main");
    let keys = crate::order::several(None, None, 12);
    for (n, key) in keys.iter().enumerate() {
        if n % 3 == 0 {
            let day = Id::new(format!("d{}", n / 3 + 1));
            command.add(Kind::Row, &day, "board", "b");
            command.add(Kind::Row, &day, "what", "day");
            command.add(Kind::Row, &day, "place", key.as_str());
            continue;
        }
        let scene = Id::new(format!("s{}", n - n / 3));
        command.add(Kind::Scene, &scene, "number", format!("{}", n - n / 3));
        command.add(Kind::Scene, &scene, "eighths", 8);
        command.add(Kind::Scene, &scene, "order", key.as_str());
        command.add(
            Kind::Strip,
            &Id::joined(&Id::new("b"), &scene),
            "place",
            key.as_str(),
        );
    }
    let mut book = Book::default();
    book.apply(&command);
    book
}

fn mark(book: &mut Book, scene: &str, day: &str, state: State, eighths: u32) {
    let n = book.all(&Kind::Progress).count();
    let said = Report {
        scene: Id::new(scene),
        day: Some(Id::new(day)),
        state,
        eighths: Eighths(eighths),
        note: String::new(),
        by: None,
        reason: None,
        seconds: Some(50),
    };
    let id = Id::new(format!("m{n}"));
    book.apply(&floor::report(
        &mut || id.clone(),
        n as i64,
        String::new(),
        said,
    ));
}

fn tally(report: &DailyReport, what: &str) -> (Option<i64>, i64, i64, i64, Option<i64>) {
    let row = report.tally(what).unwrap();
    (
        row.total,
        row.previous,
        row.today,
        row.to_date,
        row.remaining,
    )
}

#[test]
fn previous_today_to_date_and_remaining_add_up() {
    let mut book = film();
    mark(&mut book, "s1", "d1", State::Complete, 0);
    mark(&mut book, "s2", "d1", State::Part, 5);
    mark(&mut book, "s3", "d2", State::Complete, 0);
    mark(&mut book, "s2", "d2", State::Complete, 0);
    mark(&mut book, "s4", "d2", State::NotShot, 0);
    mark(&mut book, "s5", "d3", State::Complete, 0);
    let one = derive(&book, &Id::new("d1"), &[]);
    assert_eq!(tally(&one, "scenes"), (Some(8), 0, 1, 1, Some(7)));
    assert_eq!(tally(&one, "pages"), (Some(64), 0, 13, 13, Some(51)));
    let two = derive(&book, &Id::new("d2"), &[]);
    assert_eq!(tally(&two, "scenes"), (Some(8), 1, 2, 3, Some(5)));
    assert_eq!(tally(&two, "pages"), (Some(64), 13, 11, 24, Some(40)));
    assert_eq!(
        tally(&two, "minutes"),
        (Some(480), 100, 150, 250, Some(300))
    );
    assert_eq!(tally(&two, "added"), (None, 0, 1, 1, None));
    let scenes: Vec<_> = two
        .scenes
        .iter()
        .map(|s| {
            (
                s.number.as_str(),
                s.state.as_str(),
                s.credited,
                s.left,
                s.is_scheduled,
            )
        })
        .collect();
    assert_eq!(
        scenes,
        [
            ("3", "complete", 8, 0, true),
            ("4", "not_shot", 0, 8, true),
            ("2", "complete", 3, 0, false),
        ]
    );
}

#[test]
fn what_is_owed_is_listed_with_where_it_goes() {
    let mut book = film();
    mark(&mut book, "s1", "d1", State::Complete, 0);
    mark(&mut book, "s2", "d1", State::Part, 5);
    let owed = |book: &Book, day: &str| -> Vec<(String, u32, u32, u32)> {
        derive(book, &Id::new(day), &[])
            .owed
            .into_iter()
            .map(|o| (o.number, o.left, o.from_day, o.to_day))
            .collect()
    };
    assert_eq!(owed(&book, "d1"), [("2".to_owned(), 3, 1, 0)]);
    // Moved to the fourth day, it is owed until it is made up for.
    let strip = Id::joined(&Id::new("b"), &Id::new("s2"));
    let last = book
        .text(&Kind::Strip, &Id::new("b.s8"), "place")
        .to_owned();
    let moved = Command::new("").put(Kind::Strip, &strip, "place", format!("{last}V"));
    book.apply(&moved);
    assert_eq!(owed(&book, "d1")[0].3, 4);
    mark(&mut book, "s2", "d2", State::Complete, 0);
    assert_eq!(owed(&book, "d1")[0].1, 3, "on the first day it was owed");
    assert!(owed(&book, "d2").iter().all(|(number, ..)| number != "2"));
}

#[test]
fn ahead_behind_and_the_finish_follow_from_the_average() {
    let mut book = film();
    mark(&mut book, "s1", "d1", State::Complete, 0);
    mark(&mut book, "s3", "d2", State::Complete, 0);
    let two = derive(&book, &Id::new("d2"), &[]);
    let p = &two.progress;
    assert_eq!(
        (p.shoot_days, p.average_tenths, p.planned_tenths),
        (2, 80, 160)
    );
    assert_eq!(
        (p.scheduled_eighths, p.shot_eighths, p.behind_eighths),
        (32, 16, 16)
    );
    assert_eq!((p.behind_day_tenths, p.days_needed), (10, Some(6)));
    // Six more days after Tuesday 4 May, the weekend off: Wednesday 12 May.
    assert_eq!(two.date, "2027-05-04");
    assert_eq!(two.estimated_finish, "2027-05-12");
    assert_eq!(two.scheduled_finish, "2027-05-06");
    let none = derive(&film(), &Id::new("d1"), &[]);
    assert_eq!(
        (none.progress.days_needed, none.estimated_finish.as_str()),
        (None, "")
    );
    let mut done = film();
    for n in 1..=8 {
        mark(
            &mut done,
            &format!("s{n}"),
            &format!("d{}", (n + 1) / 2),
            State::Complete,
            0,
        );
    }
    let last = derive(&done, &Id::new("d4"), &[]);
    assert_eq!(last.progress.behind_eighths, 0);
    assert_eq!(last.estimated_finish, last.scheduled_finish);
    let first = derive(&done, &Id::new("d1"), &[]);
    assert_eq!(first.estimated_finish, "2027-05-06");
}

#[test]
fn a_carried_scene_is_due_once() {
    let mut book = film();
    mark(&mut book, "s1", "d1", State::NotShot, 0);
    let day = |n: usize| Id::new(format!("d{n}"));
    // Both days went out with scene 1 on their sheets.
    for n in [1, 2] {
        let mut sheet = crate::callsheet::draft(&book, &day(n));
        if n == 2 {
            let line = crate::callsheet::SceneLine {
                scene: Some(Id::new("s1")),
                number: "1".into(),
                eighths: 8,
                ..Default::default()
            };
            sheet.scenes.push(line);
        }
        let id = Id::new(format!("i{n}"));
        let command =
            crate::callsheet::issue::issue(&book, &day(n), sheet, None, &id, 1, "".into());
        book.apply(&command);
    }
    let two = derive(&book, &day(2), &[]);
    assert_eq!(two.progress.scheduled_eighths, 32);
    assert!(two.scenes.iter().any(|s| s.number == "1" && s.is_scheduled));
    assert_eq!(two.sheet_colour, "White");
}

#[test]
fn the_sheet_says_what_was_due_though_the_board_has_moved_on() {
    let mut book = film();
    let day = Id::new("d1");
    let sheet = crate::callsheet::draft(&book, &day);
    let command =
        crate::callsheet::issue::issue(&book, &day, sheet, None, &Id::new("i"), 1, "".into());
    book.apply(&command);
    let strip = Id::new("b.s2");
    book.apply(&Command::new("").put(Kind::Strip, &strip, "place", ""));
    let one = derive(&book, &day, &[]);
    let numbers: Vec<_> = one.scenes.iter().map(|s| s.number.as_str()).collect();
    assert_eq!(numbers, ["1", "2"]);
}

#[test]
fn the_report_of_the_sample() {
    let mut book = sample();
    let day = planned_days(&book)[0].day.clone();
    let sheet = floor::sheet_of(&book, &day);
    let actor = sheet.cast[0].person.clone().unwrap();
    let name = sheet.cast[0].name.clone();
    let boom = named(&book, "Idris Fallow");
    let mut tap = |who: &Id, stamp: Stamp, at: i64| {
        let command = floor::stamp(
            &book,
            &day,
            std::slice::from_ref(who),
            stamp,
            Some(at),
            Whom::All,
            "".into(),
        );
        book.apply(&command);
    };
    for (stamp, at) in [
        (Stamp::In, 400),
        (Stamp::Makeup, 405),
        (Stamp::Set, 480),
        (Stamp::Meal1Out, 780),
        (Stamp::Meal1In, 840),
        (Stamp::Out, 1120),
    ] {
        tap(&actor, stamp, at);
    }
    tap(&boom, Stamp::In, 440);
    tap(&boom, Stamp::Out, 1130);
    let penalty = Penalty {
        person: Some(actor.clone()),
        name: name.clone(),
        rule: "First meal".into(),
        short_min: 20,
        ..Penalty::default()
    };
    let report = derive(&book, &day, &[penalty]);
    let body = report.body();
    assert_eq!(DailyReport::parse(&body).as_ref(), Ok(&report));
    assert!(!report.signers.is_empty(), "nobody signs");
    let row = report
        .cast
        .iter()
        .find(|r| r.person.as_ref() == Some(&actor))
        .unwrap();
    assert_eq!((row.worked_min, row.penalties), (Some(660), 1));
    assert_eq!(at(&row.at, Stamp::Set), Some(480));

    let csv = times_csv([&report]);
    let head = csv.lines().next().unwrap();
    assert_eq!(head.split(',').count(), COLUMNS.len());
    let line = csv.lines().find(|line| line.contains(&name)).unwrap();
    assert!(line.contains(",06:40,06:45,08:00,,,13:00,14:00,"), "{line}");
    assert!(line.contains(",18:40,,,660,"), "{line}");
}

#[test]
fn the_day_is_seen_while_it_is_shot() {
    let mut book = film();
    let day = Id::new("d1");
    let called = Command::new("")
        .put(Kind::Day, &day, "general_call", 420)
        .put(Kind::Day, &day, "lunch_min", 30);
    book.apply(&called);
    let sheet = floor::sheet_of(&book, &day);
    let at =
        |book: &Book, minutes: i64, ms: i64| live(book, &sheet, &day, Some(Now { minutes, ms }));
    // Before anything: the first shot at 08:00, two pages at 15 minutes an eighth, and lunch.
    assert_eq!(at(&book, 400, 0).predicted, Some(480 + 240 + 30));
    mark(&mut book, "s1", "d1", State::Complete, 0);
    let seen = at(&book, 620, 0);
    assert_eq!(seen.predicted, Some(620 + 120 + 30));
    assert_eq!((seen.done.scenes, seen.planned.scenes), (1, 2));
    assert_eq!((seen.done_min, seen.planned_min), (120, 240));
    assert_eq!(seen.next.map(|s| s.number), Some("2".to_owned()));
    mark(&mut book, "s2", "d1", State::Started, 0);
    // Begun at millisecond 1; 50 minutes later 70 of its 120 minutes are left.
    let seen = at(&book, 700, 50 * 60_000 + 1);
    assert_eq!(seen.predicted, Some(700 + 70 + 30));
    assert_eq!(seen.shooting.map(|s| s.number), Some("2".to_owned()));
    book.apply(&floor::set_key_time(
        &day,
        floor::KeyTime::LunchOut,
        Some(690),
        "".into(),
    ));
    assert_eq!(
        at(&book, 700, 50 * 60_000 + 1).predicted,
        Some(700 + 70 + 20)
    );
    mark(&mut book, "s2", "d1", State::NotShot, 0);
    assert_eq!(at(&book, 700, 0).predicted, None);
}

#[test]
fn a_difference_is_told_by_its_line_and_field() {
    let report = |at: &[(Stamp, i64)], note: &str| DailyReport {
        number: at.len() as u32,
        weather: note.to_owned(),
        cast: vec![PerformerRow {
            person: Some(Id::new("ines")),
            name: "Ines Vardal".into(),
            at: at
                .iter()
                .map(|(stamp, at)| Stamped {
                    what: stamp.as_str().into(),
                    at: *at,
                })
                .collect(),
            ..PerformerRow::default()
        }],
        notes: note
            .split_whitespace()
            .map(|word| NoteRow {
                text: word.into(),
                at_ms: word.len() as i64,
                ..NoteRow::default()
            })
            .collect(),
        ..DailyReport::default()
    };
    let said = |a: &DailyReport, b: &DailyReport| -> Vec<String> {
        differences(a, b)
            .into_iter()
            .map(|d| {
                let text = |v: Option<serde_json::Value>| v.map_or("-".into(), |v| v.to_string());
                format!(
                    "{} {} {}: {} {}",
                    d.section,
                    d.subject,
                    d.field,
                    text(d.before),
                    text(d.after)
                )
            })
            .collect()
    };
    let old = report(&[(Stamp::In, 390)], "Rain");
    assert!(said(&old, &old).is_empty());
    let new = report(&[(Stamp::In, 395), (Stamp::Out, 1100)], "Rain cleared");
    assert_eq!(
        said(&old, &new),
        [
            "cast Ines Vardal in: 390 395",
            "cast Ines Vardal out: - 1100",
            "notes cleared : - \"cleared\"",
            "  weather: \"Rain\" \"Rain cleared\"",
        ]
    );
}

#[test]
fn the_course_of_the_shoot_ends_in_the_sums_of_the_report() {
    let mut book = film();
    mark(&mut book, "s1", "d1", State::Complete, 0);
    mark(&mut book, "s2", "d1", State::Part, 5);
    mark(&mut book, "s2", "d2", State::Complete, 0);
    mark(&mut book, "s5", "d3", State::Complete, 0);
    let told = |until: &str| -> Vec<(u32, Option<u32>, Option<u32>)> {
        let legs = course(&book, &Id::new(until)).into_iter();
        legs.map(|leg| (leg.due_to_date, leg.shot, leg.shot_to_date))
            .collect()
    };
    let want = [
        (16, Some(13), Some(13)),
        (32, Some(3), Some(16)),
        (48, None, None),
        (64, None, None),
    ];
    assert_eq!(told("d2"), want);
    let two = derive(&book, &Id::new("d2"), &[]);
    assert_eq!(
        (two.progress.scheduled_eighths, two.progress.shot_eighths),
        (32, 16)
    );
    assert!(told("nowhere").iter().all(|leg| leg.2.is_none()));
}
