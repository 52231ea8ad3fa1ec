//! Reports and sides of a shoot day, from the sample and from a day with everything on it.

use shared::book::Book;
use shared::callsheet::CallSheet;
use shared::command::Command;
use shared::floor::{self, Detail, KeyTime, LineKind, NewLine, Plates, Reason, Stamp, Whom};
use shared::id::Id;
use shared::kind::Kind as RecordKind;
use shared::pdf::{Job, Kind, Paper, Size, Wanted, Watermark, halved, job};
use shared::report::{self, Penalty};
use shared::script::{Page, Paragraph, Part, Sides};
use typeset::category_name;

use crate::read::{Seen, job_of, sample, see, set};

fn of_day(book: &Book, kind: Kind, day: u32, paper: Paper) -> Job {
    let wanted = Wanted {
        kind,
        day: Some(day),
        paper: Some(paper),
        today: "2027-03-05".into(),
        is_redacted: false,
        reader: String::new(),
        size: Size::Whole,
    };
    job(book, &wanted, &category_name).unwrap()
}

fn first_day(book: &Book) -> Id {
    floor::planned_days(book)[0].day.clone()
}

fn person(line: &CallSheet, n: usize) -> Id {
    line.cast[n].person.clone().unwrap()
}

/// The sample's first day, shot: times into the night, delays, rolls, an incident, plates.
fn shot() -> Book {
    let mut book = sample();
    let day = first_day(&book);
    let sheet = floor::sheet_of(&book, &day);
    let stamps = [
        (Stamp::TravelOut, 380),
        (Stamp::Arrive, 425),
        (Stamp::In, 430),
        (Stamp::Makeup, 435),
        (Stamp::Set, 500),
        (Stamp::Meal1Out, 765),
        (Stamp::Meal1In, 811),
        (Stamp::Meal2Out, 1140),
        (Stamp::Meal2In, 1170),
        (Stamp::SetOff, 1483),
        (Stamp::MakeupOff, 1505),
        (Stamp::Out, 1511),
        (Stamp::TravelBack, 1515),
        (Stamp::Home, 1560),
    ];
    let cast: Vec<Id> = sheet.cast.iter().filter_map(|c| c.person.clone()).collect();
    let tap = |book: &mut Book, people: &[Id], stamp, at| {
        let label = String::new();
        book.apply(&floor::stamp(
            book,
            &day,
            people,
            stamp,
            Some(at),
            Whom::All,
            label,
        ));
    };
    for (stamp, at) in stamps {
        tap(&mut book, &cast, stamp, at);
    }
    let crew: Vec<Id> = sheet
        .crew
        .iter()
        .flat_map(|group| &group.people)
        .filter_map(|line| line.person.clone())
        .collect();
    for (stamp, at) in [(Stamp::In, 440), (Stamp::Meal1Out, 765), (Stamp::Out, 1530)] {
        tap(&mut book, &crew, stamp, at);
    }
    let nell = person(&sheet, 0);
    for (detail, text) in [
        (Detail::Stunt, "Stair fall"),
        (Detail::Remarks, "Own coat, wet"),
    ] {
        book.apply(&floor::set_text(&day, &nell, detail, text, String::new()));
    }
    for (key, at) in [(KeyTime::FirstShot, 512), (KeyTime::CameraWrap, 1483)] {
        book.apply(&floor::set_key_time(&day, key, Some(at), String::new()));
    }
    book.apply(&floor::set_plates(
        &day,
        Plates::Lunches,
        Some(41),
        String::new(),
    ));
    let line = |text: &str, name: &str| NewLine {
        at: Some(840),
        text: text.into(),
        minutes: Some(25),
        reason: Some(Reason::Weather),
        name: name.into(),
        place: "Slipway".into(),
        severity: Some(2),
        count: Some(3),
        ..NewLine::default()
    };
    for (n, (what, new)) in [
        (LineKind::Delay, line("Fog over the causeway", "")),
        (LineKind::CameraRoll, line("", "A001")),
        (LineKind::CameraRoll, line("", "A002")),
        (LineKind::SoundRoll, line("", "S001")),
        (LineKind::Setup, line("", "")),
        (
            LineKind::NearMiss,
            line("A cable lay across the slipway", ""),
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let id = Id::new(format!("line{n}"));
        let command = floor::add_line(&mut || id.clone(), 0, String::new(), &day, what, &new);
        book.apply(&command.unwrap());
    }
    book
}

/// Freezes the day's report; the first signer signs, the second rejects it.
fn frozen() -> Book {
    let mut book = shot();
    let day = first_day(&book);
    let nell = person(&floor::sheet_of(&book, &day), 0);
    let penalty = Penalty {
        person: Some(nell),
        name: "Marged Ashworth".into(),
        rule: "Second meal".into(),
        text: "Six hours after the first".into(),
        short_min: 24,
        cost: Some(2500),
        currency: "GBP".into(),
        ..Penalty::default()
    };
    let live = report::derive(&book, &day, &[penalty]);
    book.apply(&report::freeze(&book, &day, &live, None, 1, String::new()));
    let revision = report::latest(&book, &day).unwrap();
    let (issue, signings) = (revision.cover.id, revision.signings);
    let at_ms = 1_804_556_400_000;
    let sign = report::sign(&book, &issue, &signings[0].person, at_ms, String::new());
    book.apply(&sign);
    let why = "The second meal was at 19:10.";
    let reject = report::reject(
        &book,
        &issue,
        &signings[1].person,
        why,
        at_ms,
        String::new(),
    );
    book.apply(&reject);
    book
}

fn text_of(book: &Book, kind: Kind) -> String {
    see(&set(&of_day(book, kind, 1, Paper::Letter))).text()
}

#[test]
fn the_daily_report_of_the_sample_is_a_draft_with_what_was_said() {
    insta::assert_snapshot!(text_of(&sample(), Kind::DailyReport));
}

#[test]
fn the_exhibit_g_of_the_sample_waits_to_be_filled_in() {
    insta::assert_snapshot!(text_of(&sample(), Kind::ExhibitG));
}

#[test]
fn the_sides_of_the_sample_are_its_pages() {
    insta::assert_snapshot!(text_of(&sample(), Kind::Sides));
}

/// The sample's sides of its second day, two on a sheet, as somebody's copy.
fn half(paper: Paper) -> Seen {
    let mut job = halved(job_of(&sample(), Kind::Sides, paper)).unwrap();
    job.watermark = Some(Watermark {
        name: "Nell Ashby".into(),
        date: "2027-03-05".into(),
    });
    see(&set(&job))
}

#[test]
fn half_size_sides_have_two_pages_on_a_sheet_each_with_its_head() {
    let seen = half(Paper::Letter);
    let whole = see(&set(&job_of(&sample(), Kind::Sides, Paper::Letter)));
    let pages = whole.pages.len();
    assert_eq!(seen.pages.len(), pages.div_ceil(2));
    let flat = seen.flat();
    for n in 1..=pages {
        assert!(
            flat.contains(&format!("Page {n} of {pages}")),
            "{n}: {flat}"
        );
    }
    assert_eq!(flat.matches("Copy of Nell Ashby").count(), pages);
    insta::assert_snapshot!(seen.text());
}

#[test]
fn half_of_letter_and_of_a4_lie_on_their_side() {
    assert_eq!(half(Paper::Letter).size(), (792, 612));
    assert_eq!(half(Paper::A4).size(), (842, 595));
    let legal = halved(job_of(&sample(), Kind::Sides, Paper::Legal));
    assert!(legal.unwrap_err().to_string().contains("--paper"));
    let other = halved(job_of(&sample(), Kind::CrewList, Paper::A4));
    assert!(other.unwrap_err().to_string().contains("leave out --half"));
}

#[test]
fn a_frozen_report_has_every_section_and_who_signed() {
    insta::assert_snapshot!(text_of(&frozen(), Kind::DailyReport));
}

#[test]
fn the_exhibit_g_has_each_time_by_the_clock_and_in_tenths() {
    let text = text_of(&frozen(), Kind::ExhibitG);
    insta::assert_snapshot!(text);
    let seen = see(&set(&of_day(&frozen(), Kind::ExhibitG, 1, Paper::Letter)));
    let flat = seen.flat();
    // In at 07:10, dismissed at 25:11, 46 and 30 minutes of meals: 16 h 45.
    for said in [
        "07:10 7.2",
        "01:11 +1 25.2",
        "16.8",
        "Stair fall",
        "Own coat, wet",
    ] {
        assert!(flat.contains(said), "{said} in {flat}");
    }
}

#[test]
fn each_paper_has_its_size_and_its_number_of_pages() {
    let book = frozen();
    let check = |kind, paper, size, pages| {
        let seen = see(&set(&of_day(&book, kind, 1, paper)));
        assert_eq!(
            (seen.size(), seen.pages.len()),
            (size, pages),
            "{kind:?} {paper:?}"
        );
    };
    check(Kind::DailyReport, Paper::Letter, (612, 792), 3);
    check(Kind::DailyReport, Paper::A4, (595, 842), 3);
    check(Kind::DailyReport, Paper::Legal, (612, 1008), 3);
    check(Kind::ExhibitG, Paper::Letter, (792, 612), 1);
    check(Kind::ExhibitG, Paper::A4, (842, 595), 1);
    check(Kind::ExhibitG, Paper::Legal, (1008, 612), 1);
    check(Kind::Sides, Paper::Letter, (612, 792), 8);
    check(Kind::Sides, Paper::A4, (595, 842), 8);
    check(Kind::Sides, Paper::Legal, (612, 1008), 8);
}

#[test]
fn a_frozen_report_without_an_answer_waits_for_it() {
    let mut book = shot();
    let day = first_day(&book);
    let live = report::derive(&book, &day, &[]);
    book.apply(&report::freeze(&book, &day, &live, None, 1, String::new()));
    let text = text_of(&book, Kind::DailyReport);
    assert_eq!(text.matches("Not signed yet").count(), 2, "{text}");
    assert!(!text.contains("DRAFT"), "{text}");
}

fn paragraph(part: Part, text: &str, is_struck: bool) -> Paragraph {
    Paragraph {
        part,
        text: text.into(),
        space: 1,
        is_struck,
        number: if part == Part::Heading {
            "7A".into()
        } else {
            String::new()
        },
        ..Paragraph::default()
    }
}

fn seen_sides(paragraphs: Vec<Paragraph>) -> Seen {
    let sides = Sides {
        title: "Night Ferry".into(),
        day_number: 2,
        days: 9,
        pages: vec![Page {
            number: 41,
            label: String::new(),
            paragraphs,
        }],
        ..Sides::default()
    };
    let made = set(&shared::pdf::sides(&sides));
    assert!(made.lacking.is_empty(), "{:?}", made.lacking);
    see(&made)
}

#[test]
fn sides_say_what_is_not_today_and_set_any_alphabet_of_the_script() {
    let mut left = paragraph(Part::Dialogue, "On the left", false);
    left.side = "left".into();
    let mut right = paragraph(Part::Dialogue, "On the right", false);
    right.side = "right".into();
    let mut changed = paragraph(Part::Action, "Somebody #waits# *here*.", false);
    changed.marks = vec![0];
    let seen = seen_sides(vec![
        paragraph(Part::Heading, "int. pier - night", true),
        paragraph(Part::Action, "Nobody comes.", true),
        paragraph(Part::Heading, "Ιντ. Λιμάνι - нощ", false),
        changed,
        left,
        right,
        paragraph(Part::Lyrics, "Тихо, тихо", false),
        paragraph(Part::Transition, "cut to:", false),
    ]);
    let flat = seen.flat();
    assert_eq!(flat.matches("Not today:").count(), 1, "{flat}");
    for said in [
        "INT. PIER - NIGHT",
        "ΙΝΤ. ΛΙΜΆΝΙ - НОЩ",
        "Somebody #waits# *here*.",
        "On the left",
        "On the right",
        "Тихо, тихо",
        "CUT TO:",
        "41.",
    ] {
        // Where the font changes, the reader of the test sees a space.
        let (flat, said) = (flat.replace(' ', ""), said.replace(' ', ""));
        assert!(flat.contains(&said), "{said} in {flat}");
    }
    assert_eq!(seen.pages.len(), 1);
}

#[test]
fn a_locked_page_with_a_few_lines_more_stays_one_sheet() {
    let line = |n: u32| Paragraph {
        text: format!("Wave {n} breaks."),
        ..Paragraph::default()
    };
    let sides = Sides {
        paper: "letter".into(),
        pages: vec![Page {
            number: 1,
            label: "87A".into(),
            paragraphs: (1..=57).map(line).collect(),
        }],
        ..Sides::default()
    };
    let seen = see(&set(&shared::pdf::sides(&sides)));
    assert_eq!(seen.pages.len(), 1);
    assert!(seen.flat().contains("87A."), "{}", seen.flat());
    assert!(seen.flat().contains("Wave 57 breaks."));
}

#[test]
fn sides_of_a_strange_hand_still_become_pages() {
    let mut odd = paragraph(Part::Action, "Ω", false);
    odd.side = "middle".into();
    odd.breaks = vec![1, 9];
    odd.space = u32::MAX;
    let mut alone = paragraph(Part::Cue, "", true);
    alone.side = "right".into();
    let seen = seen_sides(vec![odd, alone]);
    assert!(seen.flat().contains('Ω'));
}

#[test]
fn an_empty_report_is_a_report() {
    for kind in [Kind::DailyReport, Kind::ExhibitG, Kind::Sides] {
        let job = Job {
            kind,
            body: "{\"schema\":1}".into(),
            ..job_of(&sample(), Kind::OneLiner, Paper::A4)
        };
        assert_eq!(set(&job).pages, 1, "{kind:?}");
    }
}

#[test]
fn a_production_without_its_script_has_no_sides() {
    let mut book = sample();
    for kind in [RecordKind::Draft, RecordKind::SceneText, RecordKind::Sides] {
        let ids: Vec<Id> = book.all(&kind).map(|r| r.id.clone()).collect();
        let gone = ids.iter().fold(Command::new(""), |command, id| {
            command.and(Command::new("").remove(kind.clone(), id))
        });
        book.apply(&gone);
    }
    let wanted = Wanted {
        kind: Kind::Sides,
        day: Some(1),
        paper: None,
        today: String::new(),
        is_redacted: false,
        reader: String::new(),
        size: Size::Whole,
    };
    let why = job(&book, &wanted, &category_name).unwrap_err().to_string();
    assert!(why.starts_with("This file has no script"), "{why}");
}
