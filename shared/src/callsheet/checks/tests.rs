//! Every check with what sets it off.

use super::*;
use crate::callsheet::sheet::{CastLine, Contact, Hospital, Place, SceneLine};
use crate::command::Command;
use crate::rules::{accept, retract};

fn good() -> CallSheet {
    CallSheet {
        date: "2026-03-12".into(),
        general_call: Some(390),
        lunch: Some(750),
        safety: "Life jackets".into(),
        scenes: vec![SceneLine::default()],
        locations: vec![Place {
            name: "Pier 4".into(),
            lat: Some(1),
            lon: Some(1),
            hospital: Hospital {
                name: "St Mary".into(),
                phone: "+44 3".into(),
                ..Hospital::default()
            },
            ..Place::default()
        }],
        contacts: vec![Contact {
            role: "second_ad".into(),
            person: Some(Id::new("bo")),
            name: "Bo".into(),
            phone: "+44 1".into(),
            ..Contact::default()
        }],
        office_phone: "+44 9".into(),
        channels: "1 production".into(),
        day: Some(Id::new("day3")),
        day_number: 3,
        zone: "Europe/London".into(),
        cast: vec![CastLine {
            person: Some(Id::new("ines")),
            name: "Ines".into(),
            phone: "+44 2".into(),
            status: "SW".into(),
            call: Some(345),
            set: Some(435),
            ..CastLine::default()
        }],
        ..CallSheet::default()
    }
}

#[test]
fn each_lack_is_one_warning() {
    let check = |spoil: fn(&mut CallSheet), want: &[Warning]| {
        let mut sheet = good();
        spoil(&mut sheet);
        assert_eq!(warnings(&sheet), want);
    };
    let ines = || {
        vec![Who {
            person: Id::new("ines"),
            name: "Ines".into(),
        }]
    };
    let bo = || Who {
        person: Id::new("bo"),
        name: "Bo".into(),
    };
    let pier = || "Pier 4".to_owned();
    check(|_| (), &[]);
    check(|s| s.scenes.clear(), &[Warning::NoScenes]);
    check(|s| s.date.clear(), &[Warning::NoDate]);
    check(|s| s.general_call = None, &[Warning::NoGeneralCall]);
    check(|s| s.lunch = Some(751), &[Warning::LateLunch]);
    check(|s| s.locations.clear(), &[Warning::NoLocation]);
    check(
        |s| s.locations[0].lat = None,
        &[Warning::NoPin {
            location: None,
            name: pier(),
        }],
    );
    check(
        |s| s.locations[0].hospital = Hospital::default(),
        &[Warning::NoHospital {
            location: None,
            name: pier(),
        }],
    );
    check(
        |s| s.locations[0].hospital.phone.clear(),
        &[Warning::HospitalPhone {
            location: None,
            name: pier(),
        }],
    );
    check(|s| s.cast[0].call = None, &[Warning::NoCall(ines())]);
    check(|s| s.cast[0].call = Some(500), &[Warning::LateCall(ines())]);
    check(|s| s.cast[0].phone.clear(), &[Warning::NoPhone(ines())]);
    check(
        |s| {
            s.contacts.clear();
            s.office_phone.clear()
        },
        &[Warning::NoContact],
    );
    check(|s| s.contacts.clear(), &[Warning::NoAdPhone(None)]);
    check(
        |s| s.contacts[0].phone.clear(),
        &[Warning::NoAdPhone(Some(bo()))],
    );
    check(
        |s| s.office_phone.clear(),
        &[Warning::NoProductionPhone(None)],
    );
    check(|s| s.channels = " ".into(), &[Warning::NoChannel]);
    check(|s| s.safety.clear(), &[Warning::NoSafety]);
    // Held or on call: no time is right.
    check(
        |s| {
            s.cast[0].call = None;
            s.cast[0].status = "H".into()
        },
        &[],
    );
    check(
        |s| {
            s.cast[0].call = None;
            s.cast[0].on_call = true
        },
        &[],
    );
}

/// A book with one record.
fn with(kind: Kind, id: &str, fields: &[(&str, &str)]) -> Book {
    let mut book = Book::default();
    let mut command = Command::new("");
    for (field, value) in fields {
        command.add(kind.clone(), &Id::new(id), field, *value);
    }
    book.apply(&command);
    book
}

fn ines() -> Who {
    Who {
        person: Id::new("ines"),
        name: "Ines".into(),
    }
}

#[test]
fn who_is_away_on_the_date_is_found_and_nobody_else() {
    let check = |from: &str, to: &str, is_away: bool| {
        let event = [
            ("of_kind", "person"),
            ("of", "ines"),
            ("what", "unavailable"),
            ("from", from),
            ("to", to),
        ];
        let found = super::check(&with(Kind::Event, "e", &event), &good(), 0);
        let away = Warning::Away {
            who: ines(),
            from: from.into(),
            to: to.into(),
        };
        let want: Vec<Warning> = is_away.then_some(away).into_iter().collect();
        let found: Vec<Warning> = found.into_iter().map(|c| c.warning).collect();
        assert_eq!(found, want, "{from} to {to}");
    };
    check("2026-03-10", "2026-03-12", true);
    check("2026-03-12", "2026-03-14", true);
    check("2026-03-13", "2026-03-14", false);
    check("2026-03-01", "2026-03-11", false);
}

#[test]
fn whoever_has_not_started_or_has_finished_is_found() {
    let check = |start: &str, finish: &str, want: bool| {
        let book = with(
            Kind::Person,
            "ines",
            &[("start", start), ("finish", finish)],
        );
        let found = super::check(&book, &good(), 0);
        let is = found
            .iter()
            .any(|c| matches!(&c.warning, Warning::NotEngaged { who, .. } if *who == ines()));
        assert_eq!(
            (is, found.len()),
            (want, usize::from(want)),
            "{start} {finish}"
        );
    };
    check("2026-03-12", "2026-03-12", false);
    check("2026-03-13", "", true);
    check("", "2026-03-11", true);
    check("", "", false);
}

#[test]
fn a_certificate_holds_on_its_last_day_and_not_behind_it() {
    let check = |until: &str, want: bool| {
        let fields = [("name", "Boat driver"), ("until", until)];
        let book = with(Kind::Certificate, "ines.c1", &fields);
        let found = super::check(&book, &good(), 0);
        let expired = Warning::Expired {
            who: ines(),
            certificate: Id::new("ines.c1"),
            name: "Boat driver".into(),
            until: until.into(),
        };
        let want: Vec<Warning> = want.then_some(expired).into_iter().collect();
        let found: Vec<Warning> = found.into_iter().map(|c| c.warning).collect();
        assert_eq!(found, want, "{until}");
    };
    check("2026-03-11", true);
    check("2026-03-12", false);
    check("", false);
    check("soon", false);
}

#[test]
fn a_newer_script_than_the_sheets_is_found() {
    let mut book = with(
        Kind::Draft,
        "d",
        &[(
            "revision_sets",
            r#"[{"id":2,"name":"Blue Rev. (03/12/27)"}]"#,
        )],
    );
    book.apply(
        &Command::new("")
            .put(Kind::Draft, &Id::new("d"), "active_revision", 2i64)
            .put(Kind::Draft, &Id::new("d"), "imported_ms", 5i64),
    );
    let white = CallSheet {
        script_colour: "White".into(),
        ..good()
    };
    let found: Vec<Warning> = super::check(&book, &white, 0)
        .into_iter()
        .map(|c| c.warning)
        .collect();
    let old = Warning::OldScript {
        sheet: "White".into(),
        newest: "Blue".into(),
    };
    assert_eq!(found, [old]);
    let blue = CallSheet {
        script_colour: "Blue".into(),
        ..good()
    };
    assert_eq!(super::check(&book, &blue, 0), []);
}

#[test]
fn a_day_that_the_issued_schedule_has_otherwise_is_found() {
    use crate::schedule::{Line, Part, Schedule};
    let check = |number: u32, date: &str, scene: &str, is_old: bool| {
        let body = Schedule {
            what: "one-liner".into(),
            parts: vec![Part {
                number,
                date: date.into(),
                lines: vec![Line {
                    scene: Some(Id::new(scene)),
                    ..Line::default()
                }],
                ..Part::default()
            }],
            ..Schedule::default()
        };
        let fields = [("what", "one-liner"), ("colour", "White")];
        let mut book = with(Kind::Issue, "s", &fields);
        book.apply(&Command::new("").put(Kind::Issue, &Id::new("s"), "body", body.body()));
        let mut sheet = good();
        sheet.scenes[0].scene = Some(Id::new("sc12"));
        let found: Vec<Warning> = super::check(&book, &sheet, 0)
            .into_iter()
            .map(|c| c.warning)
            .collect();
        let old = Warning::OldSchedule {
            issue: Id::new("s"),
            number: 0,
            colour: "White".into(),
        };
        let want: Vec<Warning> = is_old.then_some(old).into_iter().collect();
        assert_eq!(found, want, "{number} {date} {scene}");
    };
    check(3, "2026-03-12", "sc12", false);
    check(3, "2026-03-13", "sc12", true);
    check(3, "2026-03-12", "sc14", true);
    check(4, "2026-03-12", "sc12", true);
}

#[test]
fn a_sheet_goes_out_twelve_hours_before_the_general_call() {
    // 06:30 in London in winter, so at 18:30 the evening before at the latest.
    let at = |date: &str, time: &str| {
        let moment: jiff::Timestamp = format!("{date}T{time}:00Z").parse().unwrap();
        moment.as_millisecond()
    };
    let check = |zone: &str, date: &str, now_ms: i64, late_min: Option<i64>| {
        let sheet = CallSheet {
            zone: zone.into(),
            date: date.into(),
            ..good()
        };
        let late = super::plan::late_send(&sheet, now_ms);
        let want = late_min.map(|late_min| Warning::LateSend { late_min });
        assert_eq!(late, want, "{zone} {date}");
    };
    check(
        "Europe/London",
        "2026-03-12",
        at("2026-03-11", "18:30"),
        None,
    );
    check(
        "Europe/London",
        "2026-03-12",
        at("2026-03-11", "18:45"),
        Some(15),
    );
    // An hour ahead of Greenwich in summer, five behind in New York.
    check(
        "Europe/London",
        "2026-07-02",
        at("2026-07-01", "18:00"),
        Some(30),
    );
    check(
        "America/New_York",
        "2026-01-15",
        at("2026-01-14", "23:30"),
        None,
    );
    check("Nowhere", "2026-03-12", i64::MAX, None);
}

#[test]
fn each_person_of_a_finding_is_accepted_apart_and_taken_back() {
    let mut book = Book::default();
    let mut sheet = good();
    let second = CastLine {
        person: Some(Id::new("otto")),
        name: "Otto".into(),
        ..sheet.cast[0].clone()
    };
    sheet.cast.push(second);
    for line in &mut sheet.cast {
        line.phone.clear();
    }
    let all = super::check(&book, &sheet, 0);
    assert_eq!(all.len(), 1);
    let one = &all[0].warning.singles()[0];
    let key = one.key(&sheet);
    assert!(accept(&book, &key, " ", None, 1, String::new()).is_none());
    let yes = accept(
        &book,
        &key,
        "By radio",
        Some(&Id::new("dana")),
        7,
        String::new(),
    )
    .unwrap();
    // Why is the office's own: nothing of it stands in the plan.
    let of_reason = yes.edits.iter().filter(|e| e.field.as_ref() == "reason");
    assert!(of_reason.clone().all(|e| e.kind == Kind::Reason) && of_reason.count() == 1);
    book.apply(&yes);
    let after = super::check(&book, &sheet, 0);
    let said: Vec<_> = after
        .iter()
        .map(|c| {
            (
                c.warning.singles().len(),
                c.accepted.as_ref().map(|o| o.reason.as_str()),
            )
        })
        .collect();
    assert_eq!(said, [(1, None), (1, Some("By radio"))]);
    book.apply(&retract(&key, String::new()));
    assert_eq!(super::check(&book, &sheet, 0), all);
}

#[test]
fn what_was_found_is_read_as_it_was_written() {
    let mut book = Book::default();
    let found = Checked {
        lines: vec![Line {
            text: "No safety note.".into(),
            reason: "Said at the meeting".into(),
            by: Some(Id::new("dana")),
            at_ms: Some(4),
            ..Line::default()
        }],
        without: "The UPM has no signal".into(),
    };
    book.apply(&checked(&Id::new("i"), &found));
    assert_eq!(checked_of(&book, &Id::new("i")), Some(found));
    assert_eq!(checked_of(&book, &Id::new("other")), None);
}
