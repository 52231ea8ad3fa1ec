//! Times: taps, problems, words on them, and whose they are to write.

use super::*;
use crate::access::Role;
use crate::book::Book;
use crate::callsheet::sheet::{CallSheet, CastLine, Contact, CrewGroup, CrewLine};
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Version;

fn day() -> Id {
    Id::new("d1")
}

fn people(names: &[&str]) -> Vec<Id> {
    names.iter().map(|name| Id::new(*name)).collect()
}

fn tap(book: &mut Book, who: &[&str], what: Stamp, at: i64, whom: Whom) -> usize {
    let command = stamp(book, &day(), &people(who), what, Some(at), whom, "".into());
    book.apply(&command);
    command.edits.len()
}

fn row(stamps: &[(Stamp, i64)]) -> TimeRow {
    let mut book = Book::default();
    for (what, at) in stamps {
        tap(&mut book, &["x"], *what, *at, Whom::All);
    }
    time_row(&book, &day(), &Id::new("x"))
}

#[test]
fn a_whole_department_goes_to_lunch_and_who_went_earlier_keeps_the_own_time() {
    let mut book = Book::default();
    let all = ["ada", "bo", "cy"];
    assert_eq!(tap(&mut book, &["bo"], Stamp::Meal1Out, 745, Whom::All), 1);
    assert_eq!(tap(&mut book, &all, Stamp::Meal1Out, 780, Whom::Missing), 2);
    let at = |book: &Book, who: &str| time_row(book, &day(), &Id::new(who)).at(Stamp::Meal1Out);
    assert_eq!(at(&book, "bo"), Some(745));
    assert_eq!(at(&book, "cy"), Some(780));
    // A correction is for all; who has that time already is not written again.
    assert_eq!(tap(&mut book, &all, Stamp::Meal1Out, 780, Whom::All), 1);
    assert_eq!(at(&book, "bo"), Some(780));
}

#[test]
fn a_stamp_is_taken_back_for_all_who_have_it() {
    let mut book = Book::default();
    tap(&mut book, &["ada", "bo"], Stamp::In, 390, Whom::All);
    let back = stamp(
        &book,
        &day(),
        &people(&["ada", "bo", "cy"]),
        Stamp::In,
        None,
        Whom::All,
        "".into(),
    );
    assert_eq!(back.edits.len(), 2);
    book.apply(&back);
    assert!(time_row(&book, &day(), &Id::new("ada")).is_empty());
}

#[test]
fn where_somebody_is_follows_from_the_last_stamp() {
    use Stamp::*;
    let check = |stamps: &[(Stamp, i64)], want: Place| {
        assert_eq!(row(stamps).place(), want, "{stamps:?}");
    };
    check(&[], Place::NotIn);
    check(&[(TravelOut, 340)], Place::Travelling);
    check(&[(TravelOut, 340), (In, 390)], Place::In);
    check(&[(In, 390), (Makeup, 395)], Place::Makeup);
    check(&[(In, 390), (Set, 450)], Place::OnSet);
    check(&[(In, 390), (Set, 450), (Meal1Out, 720)], Place::Meal);
    check(
        &[(In, 390), (Set, 450), (Meal1Out, 720), (Meal1In, 780)],
        Place::OnSet,
    );
    check(&[(In, 390), (Meal1Out, 720), (Meal1In, 780)], Place::In);
    check(&[(In, 390), (Out, 1110)], Place::Out);
    // A stamp of the same minute: the later one in a day's order.
    check(&[(In, 390), (Makeup, 390)], Place::Makeup);
}

#[test]
fn worked_time_is_without_both_meals_and_goes_past_midnight() {
    use Stamp::*;
    let check = |stamps: &[(Stamp, i64)], want: Option<i64>| {
        assert_eq!(row(stamps).worked_min(), want, "{stamps:?}");
    };
    check(&[(In, 390)], None);
    check(&[(In, 390), (Out, 1110)], Some(720));
    check(
        &[(In, 390), (Meal1Out, 720), (Meal1In, 780), (Out, 1110)],
        Some(660),
    );
    check(&[(In, 390), (Meal1Out, 720), (Out, 1110)], Some(720));
    check(
        &[
            (In, 1140),
            (Meal1Out, 1500),
            (Meal1In, 1530),
            (Meal2Out, 1800),
            (Meal2In, 1815),
            (Out, 1860),
        ],
        Some(675),
    );
    check(&[(In, 390), (Out, 300)], None);
}

#[test]
fn what_does_not_fit_is_said() {
    use Stamp::*;
    let check = |stamps: &[(Stamp, i64)], want: &[Problem]| {
        assert_eq!(row(stamps).problems(), want, "{stamps:?}");
    };
    check(&[(In, 390), (Set, 450), (SetOff, 1000), (Out, 1110)], &[]);
    check(&[(In, 390), (SetOff, 1000)], &[]);
    check(&[(Out, 1110)], &[Problem::Lacks(In)]);
    check(&[(In, 390), (Out, 300)], &[Problem::Order(In, Out)]);
    check(&[(In, 390), (Meal1In, 760)], &[Problem::Lacks(Meal1Out)]);
    check(
        &[(In, 390), (Meal1Out, 380), (Meal1In, 420)],
        &[Problem::Order(In, Meal1Out)],
    );
}

#[test]
fn two_taps_that_knew_nothing_of_each_other_are_shown_as_two_versions() {
    let mut book = Book::default();
    tap(&mut book, &["ada"], Stamp::In, 390, Whom::All);
    let id = Id::joined(&day(), &Id::new("ada"));
    let mut record = (**book.get(&Kind::Times, &id).unwrap()).clone();
    let version = |at: i64| Version {
        value: at.into(),
        device: "d".into(),
        at_ms: 1,
    };
    record
        .versions
        .insert("in".into(), vec![version(390), version(395)]);
    book.put(record);
    let row = time_row(&book, &day(), &Id::new("ada"));
    assert_eq!(row.problems(), [Problem::Disputed(Stamp::In)]);
    // Choosing the value that is shown is a write, or the two versions would stay for ever.
    assert_eq!(tap(&mut book, &["ada"], Stamp::In, 390, Whom::All), 1);
}

#[test]
fn a_word_holds_for_the_times_that_were_seen() {
    let mut book = Book::default();
    let ada = Id::new("ada");
    tap(&mut book, &["ada"], Stamp::In, 390, Whom::All);
    tap(&mut book, &["ada"], Stamp::Out, 1110, Whom::All);
    let yes = say(&book, &day(), &ada, Said::Confirmed, "", 7, "".into());
    book.apply(&yes);
    let now = |book: &Book| word(book, &day(), &ada, &time_row(book, &day(), &ada)).unwrap();
    assert_eq!(
        (now(&book).said, now(&book).is_stale),
        (Said::Confirmed, false)
    );
    tap(&mut book, &["ada"], Stamp::Out, 1140, Whom::All);
    assert!(now(&book).is_stale);
    let no = |text: &str| say(&book, &day(), &ada, Said::Disputed, text, 9, "".into());
    assert!(no("  ").is_empty());
    let no = no("I was released at 18:50");
    book.apply(&no);
    assert_eq!(
        (now(&book).said, now(&book).is_stale),
        (Said::Disputed, false)
    );
}

fn sheet() -> CallSheet {
    CallSheet {
        cast: vec![CastLine {
            person: Some(Id::new("ines")),
            name: "Ines Vardal".into(),
            call: Some(345),
            ..CastLine::default()
        }],
        crew: vec![CrewGroup {
            department: Some(Id::new("sound")),
            name: "Sound".into(),
            people: ["bo", "cy"]
                .map(|who| CrewLine {
                    person: Some(Id::new(who)),
                    name: who.into(),
                    call: (who == "bo").then_some(390),
                    on_call: who == "cy",
                    ..CrewLine::default()
                })
                .to_vec(),
        }],
        contacts: vec![Contact {
            role: "second_ad".into(),
            person: Some(Id::new("noor")),
            ..Contact::default()
        }],
        ..CallSheet::default()
    }
}

#[test]
fn same_as_call_gives_each_the_own_call() {
    let mut book = Book::default();
    tap(&mut book, &["bo"], Stamp::In, 380, Whom::All);
    let all = people(&["ines", "bo", "cy"]);
    let command = in_as_called(&book, &day(), &sheet(), &all, "".into());
    book.apply(&command);
    let at = |who: &str| time_row(&book, &day(), &Id::new(who)).at(Stamp::In);
    assert_eq!(
        (at("ines"), at("bo"), at("cy")),
        (Some(345), Some(380), None)
    );
    // Only who was asked for.
    let none = in_as_called(&Book::default(), &day(), &sheet(), &[], "".into());
    assert!(none.is_empty());
}

#[test]
fn a_head_of_department_writes_the_own_department_and_no_other() {
    let mut book = Book::default();
    let mut command = Command::new("");
    command.add(Kind::Department, &Id::new("sound"), "name", "Sound");
    command.add(Kind::Department, &Id::new("grip"), "name", "Grip");
    for (who, department) in [
        ("bo", "sound"),
        ("cy", "sound"),
        ("gil", "grip"),
        ("noor", ""),
    ] {
        command.add(Kind::Person, &Id::new(who), "name", who);
        command.add(Kind::Person, &Id::new(who), "department", department);
    }
    book.apply(&command);
    let check = |role: Role, me: &str, who: &str, want: bool| {
        let reach = Reach::of(&book, &sheet(), role, Some(&Id::new(me)));
        assert_eq!(
            reach.holds(&book, &Id::new(who)),
            want,
            "{role:?} {me} {who}"
        );
    };
    check(Role::Lead, "bo", "cy", true);
    check(Role::Lead, "bo", "gil", false);
    check(Role::Crew, "bo", "bo", false);
    check(Role::Crew, "noor", "gil", true);
    check(Role::Guest, "noor", "gil", false);
    check(Role::Office, "nobody", "gil", true);
    // Whoever has no department is nobody's head.
    check(Role::Lead, "stranger", "stranger", false);
}

#[test]
fn who_came_without_being_called_is_listed() {
    let mut book = Book::default();
    let named = Command::new("").put(Kind::Person, &Id::new("gil"), "name", "Gil");
    book.apply(&named);
    let all = squads(&sheet());
    assert_eq!(all.len(), 2);
    tap(&mut book, &["gil", "bo"], Stamp::In, 390, Whom::All);
    let stand = stand(&book, &day());
    let more = others(&book, &all, &stand.rows).unwrap();
    let names: Vec<&str> = more.members.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(names, ["Gil"]);
}

#[test]
fn now_is_a_minute_of_the_shoot_day() {
    let check = |today: &str, minutes: i64, want: Option<i64>| {
        assert_eq!(minute_of_day("2027-03-08", today, minutes), want);
    };
    check("2027-03-08", 390, Some(390));
    check("2027-03-09", 90, Some(1530));
    check("2027-03-07", 1410, Some(-30));
    check("2027-03-12", 390, None);
    check("soon", 390, None);
}

#[test]
fn a_day_that_runs_over_midnight_ends_with_its_people() {
    let planned = |id: &str, date: &str| PlannedDay {
        day: Id::new(id),
        number: 1,
        of: 2,
        date: date.into(),
        general_call: Some(450),
        wrap: None,
        location: String::new(),
        eighths: crate::eighths::Eighths::ZERO,
        scenes: Vec::new(),
    };
    let days = [planned("d1", "2027-03-08"), planned("d2", "2027-03-09")];
    let mut book = Book::default();
    let at = |book: &Book, minute: i64| {
        runs_over(book, &days, &Id::new("d2"), |_| Some(minute)).map(|id| id.to_string())
    };
    assert_eq!(at(&book, 1480), None);
    tap(&mut book, &["a", "b"], Stamp::In, 450, Whom::All);
    tap(&mut book, &["a"], Stamp::Out, 1460, Whom::All);
    assert_eq!(at(&book, 1480), Some("d1".into()));
    assert_eq!(at(&book, 2200), None, "forgotten, not going on");
    let next = stamp(
        &book,
        &Id::new("d2"),
        &people(&["c"]),
        Stamp::In,
        Some(400),
        Whom::All,
        "".into(),
    );
    let mut begun = book.clone();
    begun.apply(&next);
    assert_eq!(at(&begun, 1480), None);
    tap(&mut book, &["b"], Stamp::Out, 1475, Whom::All);
    assert_eq!(at(&book, 1480), None);
}

#[test]
fn key_times_follow_the_people_until_they_are_typed() {
    let mut book = Book::default();
    tap(&mut book, &["a", "b"], Stamp::In, 390, Whom::All);
    tap(&mut book, &["a"], Stamp::Meal1Out, 745, Whom::All);
    tap(&mut book, &["b"], Stamp::Meal1Out, 750, Whom::All);
    tap(&mut book, &["a"], Stamp::Out, 1100, Whom::All);
    let read = |book: &Book| actual(book, &day(), &time_rows(book, &day()));
    assert_eq!(read(&book).at(KeyTime::CrewCall), Some(390));
    assert_eq!(read(&book).at(KeyTime::LunchOut), Some(745));
    assert_eq!(read(&book).at(KeyTime::LastOut), None, "b is still in");
    tap(&mut book, &["b"], Stamp::Out, 1130, Whom::All);
    assert_eq!(read(&book).at(KeyTime::LastOut), Some(1130));
    book.apply(&set_key_time(
        &day(),
        KeyTime::LastOut,
        Some(1150),
        "".into(),
    ));
    assert_eq!(read(&book).at(KeyTime::LastOut), Some(1150));
    assert!(read(&book).is_typed(KeyTime::LastOut));
    book.apply(&set_key_time(&day(), KeyTime::LastOut, None, "".into()));
    assert_eq!(read(&book).at(KeyTime::LastOut), Some(1130));
}

#[test]
fn every_tap_in_the_log_counts_once() {
    let mut book = Book::default();
    let mut n = 0;
    let mut fresh = || {
        n += 1;
        Id::new(format!("l{n}"))
    };
    let mut put = |what, new: NewLine| {
        let made = add_line(&mut fresh, 5, "".into(), &day(), what, &new);
        if let Some(command) = &made {
            book.apply(command);
        }
        made.is_some()
    };
    let scene = |id: &str| NewLine {
        scene: Some(Id::new(id)),
        ..NewLine::default()
    };
    assert!(put(LineKind::Setup, scene("s1")));
    assert!(put(LineKind::Setup, scene("s1")));
    assert!(put(
        LineKind::Setup,
        NewLine {
            count: Some(3),
            ..scene("s2")
        }
    ));
    assert!(!put(LineKind::CameraRoll, NewLine::default()));
    assert!(!put(
        LineKind::NearMiss,
        NewLine {
            text: "  ".into(),
            ..NewLine::default()
        }
    ));
    assert!(put(
        LineKind::Delay,
        NewLine {
            at: Some(600),
            reason: Some(Reason::Weather),
            ..NewLine::default()
        }
    ));
    let all = lines(&book, &day());
    assert_eq!(setups(&all, None), 5);
    assert_eq!(setups(&all, Some(&Id::new("s1"))), 2);
    let delay = all.iter().find(|line| line.is_waiting()).unwrap().clone();
    book.apply(&end_delay(&delay, 645, "".into()));
    let all = lines(&book, &day());
    let delay = all
        .iter()
        .find(|line| line.what == LineKind::Delay)
        .unwrap();
    assert_eq!(
        (delay.minutes, delay.reason),
        (Some(45), Some(Reason::Weather))
    );
}

#[test]
fn a_late_report_for_an_earlier_day_credits_no_page_twice() {
    let mut book = Book::default();
    let mut command = Command::new("");
    command.add(Kind::Production, &Id::new("p"), "active_board", "b");
    command.add(Kind::Board, &Id::new("b"), "name", "Main");
    for (id, place) in [("d1", "c"), ("d2", "k")] {
        command.add(Kind::Row, &Id::new(id), "board", "b");
        command.add(Kind::Row, &Id::new(id), "what", "day");
        command.add(Kind::Row, &Id::new(id), "place", place);
    }
    book.apply(&command);
    let mut mark = |id: &str, day: &str, state, eighths, at| {
        let made = report(
            &mut || Id::new(id),
            at,
            "".into(),
            Report {
                scene: Id::new("s"),
                day: Some(Id::new(day)),
                state,
                eighths: crate::eighths::Eighths(eighths),
                note: String::new(),
                by: None,
                reason: None,
                seconds: None,
            },
        );
        book.apply(&made);
        Marks::read(&book)
    };
    let (scene, total) = (Id::new("s"), crate::eighths::Eighths(12));
    mark("a", "d2", State::Complete, 0, 100);
    // Said a day later of the day before.
    let marks = mark("b", "d1", State::Part, 5, 200);
    let on = |day: &str| marks.credit_on(&scene, &Id::new(day), total).0;
    assert_eq!((on("d1"), on("d2")), (5, 7));
    assert_eq!(marks.owed(&scene, total).0, 0);
    // Completed once more: shot again, and worth nothing.
    let marks = mark("c", "d1", State::Complete, 0, 300);
    let credits = marks.credits(&scene, total);
    let all: Vec<_> = credits.iter().map(|c| (c.eighths.0, c.is_retake)).collect();
    assert_eq!(all, [(12, false), (0, true)]);
}
