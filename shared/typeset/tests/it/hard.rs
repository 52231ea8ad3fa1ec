//! What people really type, and productions that are larger than a page.

use shared::callsheet::{CallSheet, CastLine, CrewGroup, CrewLine, SceneLine};
use shared::id::Id;
use shared::pdf::{Job, Kind, Paper, Size, Version};
use shared::people::{CrewEntry, CrewList, CrewSection};
use shared::schedule::{GridColumn, GridRow, Line, Part, Schedule, What};

use crate::read::{see, set};

fn job(kind: Kind, body: String) -> Job {
    Job {
        kind,
        paper: Paper::Letter,
        body,
        before: None,
        edition: None,
        contact: String::new(),
        signings: Vec::new(),
        version: Version::Whole,
        watermark: None,
        size: Size::Whole,
    }
}

fn crew_of(names: &[&str]) -> Job {
    let list = CrewList {
        title: "Hard Names".into(),
        sections: vec![CrewSection {
            what: "department".into(),
            name: "Names".into(),
            people: names
                .iter()
                .map(|name| CrewEntry {
                    name: (*name).to_owned(),
                    does: "Extra".into(),
                    ..CrewEntry::default()
                })
                .collect(),
        }],
        ..CrewList::default()
    };
    job(Kind::CrewList, list.body())
}

#[test]
fn no_name_becomes_markup() {
    let names = [
        "#panic(\"boom\")",
        "*bold* _it_ `raw` $x^2$ <label> @ref",
        "= Heading",
        "\\u{41} \\ // comment",
        "#import \"frame.typ\": *",
        "\"quoted\" 'single' [brackets] {braces}",
        "https://example.com/a?b=c#d",
    ];
    // A name that breaks over lines is still the same letters.
    let flat = see(&set(&crew_of(&names))).flat().replace(' ', "");
    for name in names {
        assert!(flat.contains(&name.replace(' ', "")), "{name} in {flat}");
    }
}

#[test]
fn names_of_many_scripts_are_set() {
    let pdf = set(&crew_of(&[
        "Zoë Ångström-Đặng",
        "Γιώργος Λάνθιμος",
        "Андрей Тарковский",
        "יעל כהן",
        "يوسف شاهين",
        "Արմեն Ջիգարխանյան",
        "თენგიზ აბულაძე",
        "อภิชาติพงศ์",
        "सत्यजित राय",
    ]));
    assert!(pdf.lacking.is_empty(), "{:?}", pdf.lacking);
    let flat = see(&pdf).flat();
    for name in ["Zoë Ångström-Đặng", "Γιώργος Λάνθιμος", "Андрей Тарковский"]
    {
        assert!(flat.contains(name), "{name} in {flat}");
    }
}

#[test]
fn a_letter_that_no_font_has_is_marked_and_told() {
    let pdf = set(&crew_of(&["李安 🎬", "Ann"]));
    assert_eq!(pdf.lacking, ['李', '安', '🎬']);
    let flat = see(&pdf).flat();
    assert!(flat.contains("□□ □"), "{flat}");
    assert!(flat.contains("□ stands for a letter"), "{flat}");
    assert!(!see(&set(&crew_of(&["Ann"]))).flat().contains('□'));
}

#[test]
fn a_name_wider_than_its_column_loses_no_letter() {
    let name = "Wolfeschlegelsteinhausenbergerdorff".repeat(4);
    let flat = see(&set(&crew_of(&[&name]))).flat().replace(' ', "");
    assert!(flat.contains(&name), "{flat}");
}

fn sheet(crew: usize, scenes: usize) -> CallSheet {
    let line = |n: usize| CrewLine {
        name: format!("Crew Member {n}"),
        position: "2nd assistant something".into(),
        phone: "+44 7700 900000".into(),
        call: Some(390),
        ..CrewLine::default()
    };
    CallSheet {
        title: "Large".into(),
        day_number: 1,
        days: 60,
        date: "2027-03-09".into(),
        general_call: Some(420),
        crew: (0..crew)
            .collect::<Vec<_>>()
            .chunks(40)
            .enumerate()
            .map(|(n, people)| CrewGroup {
                name: format!("Department {n}"),
                people: people.iter().map(|n| line(*n)).collect(),
                ..CrewGroup::default()
            })
            .collect(),
        scenes: (0..scenes)
            .map(|n| SceneLine {
                scene: Some(Id::new(format!("s{n}"))),
                number: n.to_string(),
                set: "VERY LONG SET NAME WITH A DESCRIPTION".into(),
                synopsis: "Something happens here that takes two lines to tell. ".repeat(3),
                ..SceneLine::default()
            })
            .collect(),
        cast: (0..scenes)
            .map(|n| CastLine {
                name: format!("Player {n}"),
                call: Some(400),
                ..CastLine::default()
            })
            .collect(),
        ..CallSheet::default()
    }
}

#[test]
fn three_hundred_crew_all_stand_on_the_back() {
    let seen = see(&set(&job(Kind::CallSheet, sheet(300, 5).body())));
    let flat = seen.flat();
    for n in 0..300 {
        assert!(flat.contains(&format!("Crew Member {n} ")), "{n}");
    }
    assert!(flat.contains(", continued"), "{flat}");
    assert!((3..=6).contains(&seen.pages.len()), "{}", seen.pages.len());
}

#[test]
fn a_day_of_forty_scenes_goes_on_over_the_page_with_its_heads() {
    let seen = see(&set(&job(Kind::CallSheet, sheet(10, 40).body())));
    assert!(seen.pages.len() >= 3, "{}", seen.pages.len());
    assert!(
        seen.pages[1].contains("Set and action"),
        "{}",
        seen.pages[1]
    );
    assert!(seen.flat().contains("Player 39"));
}

#[test]
fn an_empty_sheet_is_a_sheet() {
    let seen = see(&set(&job(Kind::CallSheet, CallSheet::default().body())));
    assert!(seen.flat().contains("CALL SHEET"));
    for kind in [
        Kind::OneLiner,
        Kind::DayOutOfDays,
        Kind::ElementList,
        Kind::CrewList,
    ] {
        let body = format!("{{\"schema\":1,\"what\":\"{}\"}}", kind.as_str());
        assert_eq!(set(&job(kind, body)).pages, 1, "{kind:?}");
    }
}

fn shoot(days: usize, people: usize) -> Schedule {
    let first = jiff::civil::date(2027, 1, 4);
    let columns: Vec<GridColumn> = first
        .series(jiff::Span::new().days(1))
        .take(days)
        .enumerate()
        .map(|(n, date)| GridColumn {
            date: date.to_string(),
            off: n % 7 > 4,
            day_number: if n % 7 > 4 {
                0
            } else {
                (n - n / 7 * 2) as u32 + 1
            },
            ..GridColumn::default()
        })
        .collect();
    Schedule {
        what: What::DayOutOfDays.as_str().into(),
        title: "Long Shoot".into(),
        rows: (0..people)
            .map(|n| GridRow {
                number: (n + 1).to_string(),
                name: format!("CHARACTER {n}"),
                cells: columns
                    .iter()
                    .enumerate()
                    .map(|(at, c)| match (c.off, at) {
                        (true, _) => "",
                        (_, 0) => "SW",
                        (_, at) if at + 1 == days => "PWF",
                        (_, at) if at % 3 == 0 => "H",
                        _ => "W",
                    })
                    .map(str::to_owned)
                    .collect(),
                start: "2027-01-04".into(),
                finish: "2027-03-26".into(),
                work: 40,
                hold: 20,
                total: 60,
                ..GridRow::default()
            })
            .collect(),
        columns,
        ..Schedule::default()
    }
}

#[test]
fn a_shoot_of_sixty_days_stands_in_panels_with_the_names_repeated() {
    let seen = see(&set(&job(Kind::DayOutOfDays, shoot(84, 30).body())));
    let flat = seen.flat();
    assert_eq!(flat.matches("CHARACTER 29").count(), 3, "{flat}");
    assert!(flat.contains("Dates 1 of 3") && flat.contains("Dates 3 of 3"));
    assert!(flat.contains("January 2027") && flat.contains("March 2027"));
    let mut wide = job(Kind::DayOutOfDays, shoot(84, 30).body());
    wide.paper = Paper::Legal;
    assert_eq!(see(&set(&wide)).flat().matches("CHARACTER 29").count(), 2);
}

#[test]
fn a_schedule_of_sixty_days_repeats_its_heads_and_loses_no_scene() {
    let schedule = Schedule {
        what: What::OneLiner.as_str().into(),
        title: "Long Shoot".into(),
        parts: (1..=60)
            .map(|n| Part {
                number: n,
                date: "2027-03-09".into(),
                lines: (0..5)
                    .map(|at| Line {
                        scene: Some(Id::new("s")),
                        number: format!("{n}x{at}"),
                        set: "KITCHEN".into(),
                        eighths: 9,
                        ..Line::default()
                    })
                    .collect(),
                ..Part::default()
            })
            .collect(),
        ..Schedule::default()
    };
    let seen = see(&set(&job(Kind::OneLiner, schedule.body())));
    let flat = seen.flat();
    for n in 1..=60 {
        assert!(flat.contains(&format!("{n}x4")) && flat.contains(&format!("End of day {n},")));
    }
    for page in &seen.pages {
        assert!(page.contains("Estimate"), "{page}");
        // The head of a day is never the last thing on a page.
        assert!(!page.trim_end().ends_with("2027"), "{page}");
    }
}

/// A sheet with something in the sections that the order is told by.
fn ordered(kind: &str, sections: &[&str]) -> Job {
    let sheet = CallSheet {
        title: "In Order".into(),
        kind: kind.into(),
        day_number: 1,
        days: 2,
        general_call: Some(390),
        safety: "Mind the step".into(),
        notes: "Bring boots".into(),
        channels: "One production".into(),
        scenes: vec![SceneLine {
            scene: Some(Id::new("s")),
            number: "12A".into(),
            set: "PIER".into(),
            ..SceneLine::default()
        }],
        crew: vec![CrewGroup {
            name: "Sound".into(),
            people: vec![CrewLine {
                person: Some(Id::new("bo")),
                name: "Bo Lind".into(),
                call: Some(330),
                ..CrewLine::default()
            }],
            ..CrewGroup::default()
        }],
        sections: sections.iter().map(|s| (*s).to_owned()).collect(),
        ..CallSheet::default()
    };
    job(Kind::CallSheet, sheet.body())
}

#[test]
fn the_sections_of_a_sheet_stand_in_its_own_order_on_as_many_sides() {
    let check = |sections: &[&str], pages: usize, want: &[&str], gone: &[&str]| {
        let seen = see(&set(&ordered("", sections)));
        assert_eq!(seen.pages.len(), pages, "{sections:?}");
        let flat = seen.flat();
        let at: Vec<_> = want.iter().map(|text| flat.find(text)).collect();
        assert!(
            at.iter().all(Option::is_some) && at.is_sorted(),
            "{want:?} at {at:?} in {flat}"
        );
        for text in gone {
            assert!(!flat.contains(text), "{text} in {flat}");
        }
    };
    // A sheet from before sheets had an order: front and back of a feature.
    check(
        &[],
        2,
        &[
            "Mind the step",
            "PIER",
            "Bo Lind",
            "Bring boots",
            "One production",
        ],
        &[],
    );
    check(
        &["crew", "scenes", "safety", "places"],
        1,
        &["Bo Lind", "PIER", "Mind the step"],
        &["Bring boots", "One production"],
    );
    check(
        &["notes", "turn", "safety", "places", "scenes"],
        2,
        &["Bring boots", "Mind the step", "PIER"],
        &["Bo Lind"],
    );
    // The hazards stand on the sheet whatever its list says.
    check(&["scenes"], 1, &["Mind the step", "PIER"], &["Bo Lind"]);
}

#[test]
fn a_shift_plan_is_not_called_a_call_sheet() {
    let seen = see(&set(&ordered("factory", &["safety", "places", "scenes"]))).flat();
    for text in ["SHIFT PLAN", "SHIFT START", "Work order"] {
        assert!(seen.contains(text), "{text} in {seen}");
    }
    assert!(!seen.contains("CALL SHEET"), "{seen}");
}

#[test]
fn a_draft_marks_the_times_that_were_typed() {
    let mut job = ordered("", &["safety", "places", "crew"]);
    let mut sheet = CallSheet::parse(&job.body).unwrap();
    assert!(!see(&set(&job)).flat().contains('•'));
    sheet.pinned = vec![shared::callsheet::Pin {
        person: Some(Id::new("bo")),
        field: "call".into(),
    }];
    job.body = sheet.body();
    let flat = see(&set(&job)).flat();
    assert!(flat.contains("• typed, does not follow"), "{flat}");
    assert!(flat.replace('\u{a0}', " ").contains("05:30 •"), "{flat}");
}
