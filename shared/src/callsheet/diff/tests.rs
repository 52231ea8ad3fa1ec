use super::*;
use crate::callsheet::sheet::{CastLine, CrewGroup, CrewLine, SceneLine};

fn sheet() -> CallSheet {
    let scene = |id: &str, number: &str| SceneLine {
        scene: Some(Id::new(id)),
        number: number.into(),
        int_ext: "EXT".into(),
        set: "PIER".into(),
        time: "NIGHT".into(),
        eighths: 6,
        ..SceneLine::default()
    };
    CallSheet {
        number: 0,
        general_call: Some(420),
        safety: "Life jackets".into(),
        scenes: vec![scene("a", "12A"), scene("b", "14"), scene("c", "31")],
        cast: vec![CastLine {
            person: Some(Id::new("ines")),
            name: "Ines Vardal".into(),
            call: Some(345),
            ..CastLine::default()
        }],
        crew: vec![CrewGroup {
            people: vec![CrewLine {
                person: Some(Id::new("bo")),
                name: "Bo".into(),
                call: Some(420),
                ..CrewLine::default()
            }],
            ..CrewGroup::default()
        }],
        ..CallSheet::default()
    }
}

fn said(old: &CallSheet, new: &CallSheet) -> Vec<String> {
    let shown = |s: &Shown| match s {
        Shown::Nothing => "nothing".to_owned(),
        Shown::Time(m) => crate::clock::text(*m),
        Shown::Length(m) => format!("{m} min"),
        Shown::Pages(n) => format!("{n}/8"),
        Shown::Count(n) => n.to_string(),
        Shown::Text(t) => t.clone(),
        Shown::OnCall => "O/C".into(),
        Shown::Yes => "yes".into(),
        Shown::Sections(all) => {
            let ids: Vec<_> = all.iter().map(|section| section.as_str()).collect();
            ids.join(" ")
        }
        Shown::Kind(kind) => kind.as_str().into(),
    };
    diff(old, new)
        .iter()
        .map(|c| match &c.what {
            What::Added(about) => format!("{:?} {} added: {about}", c.section, c.subject),
            What::Gone(about) => format!("{:?} {} gone: {about}", c.section, c.subject),
            What::Field { field, from, to } => {
                format!(
                    "{:?} {} {field} {} -> {}",
                    c.section,
                    c.subject,
                    shown(from),
                    shown(to)
                )
            }
        })
        .collect()
}

#[test]
fn a_sheet_says_the_same_as_itself() {
    let other_number = CallSheet {
        number: 3,
        colour: "Yellow".into(),
        schema: 9,
        ..sheet()
    };
    assert_eq!(diff(&sheet(), &other_number), []);
}

#[test]
fn each_change_is_one_line() {
    let mut new = sheet();
    new.general_call = Some(390);
    new.safety.push_str(". Flares.");
    new.scenes.remove(2);
    new.scenes[1].eighths = 9;
    new.cast[0].call = Some(330);
    new.crew[0].people[0].on_call = true;
    new.crew[0].people.push(CrewLine {
        person: Some(Id::new("cy")),
        name: "Cy".into(),
        position: "Grip".into(),
        ..CrewLine::default()
    });
    assert_eq!(
        said(&sheet(), &new),
        [
            "Times  general_call 07:00 -> 06:30",
            "Safety  safety Life jackets -> Life jackets. Flares.",
            "Scenes 31 gone: EXT. PIER - NIGHT",
            "Scenes 14 eighths 6/8 -> 9/8",
            "Cast Ines Vardal call 05:45 -> 05:30",
            "Crew Bo call 07:00 -> O/C",
            "Crew Cy added: Grip",
        ]
    );
}

#[test]
fn what_the_paper_shows_in_another_way_is_a_difference() {
    let mut new = sheet();
    new.sections = vec!["places".into(), "safety".into(), "scenes".into()];
    new.kind = "stage".into();
    new.cast[0].name = "Ines Vardal-Roe".into();
    new.crew[0].people[0].minor = true;
    new.scenes[0].est_min = Some(95);
    assert_eq!(
        said(&sheet(), &new),
        [
            "Scenes 12A est_min nothing -> 95 min".to_owned(),
            "Cast Ines Vardal-Roe name Ines Vardal -> Ines Vardal-Roe".to_owned(),
            "Crew Bo minor nothing -> yes".to_owned(),
            "Layout  hidden  -> cast background turn crew notes channels advance".to_owned(),
            "Layout  sections safety places scenes -> places safety scenes".to_owned(),
            "Layout  kind film -> stage".to_owned(),
        ]
    );
}

#[test]
fn a_new_order_is_said_once() {
    let mut new = sheet();
    new.scenes.swap(0, 2);
    assert_eq!(
        said(&sheet(), &new),
        ["Scenes  order 12A, 14, 31 -> 31, 14, 12A"]
    );
}

#[test]
fn a_person_sees_their_own_changes_and_everybodys() {
    let mut new = sheet();
    new.general_call = Some(390);
    new.cast[0].call = Some(330);
    new.crew[0].people[0].call = Some(390);
    let changes = diff(&sheet(), &new);
    let mine: Vec<_> = concerning(&changes, &Id::new("bo"))
        .into_iter()
        .map(|c| c.section)
        .collect();
    assert_eq!(mine, [Section::Times, Section::Crew]);
}

#[test]
fn a_push_of_everybody_is_said_once() {
    let line = |name: &str, call: i64| CrewLine {
        person: Some(Id::new(name)),
        name: name.into(),
        call: Some(call),
        ..CrewLine::default()
    };
    let crew = |people: Vec<CrewLine>| CallSheet {
        crew: vec![CrewGroup {
            people,
            ..CrewGroup::default()
        }],
        ..CallSheet::default()
    };
    let old = crew(vec![
        line("A", 420),
        line("B", 400),
        line("C", 380),
        line("D", 420),
    ]);
    let new = crew(vec![
        line("A", 390),
        line("B", 370),
        line("C", 350),
        line("D", 430),
    ]);
    let said = together(&diff(&old, &new));
    assert_eq!(said.len(), 2);
    assert_eq!(
        said[0],
        Together::Shift {
            section: Section::Crew,
            field: "call",
            by_min: -30,
            subjects: vec!["A".into(), "B".into(), "C".into()]
        }
    );
    assert!(matches!(&said[1], Together::One(change) if change.subject == "D"));
}

#[test]
fn a_pin_is_written_in_degrees() {
    assert_eq!(pin(51_507_400, -127_800), "51.507400, -0.127800");
    assert_eq!(pin(-5, 0), "-0.000005, 0.000000");
}

#[test]
fn two_banners_with_the_same_words_are_no_difference() {
    let mut old = sheet();
    for start in [600, 900] {
        old.scenes.push(SceneLine {
            set: "COMPANY MOVE".into(),
            start: Some(start),
            ..SceneLine::default()
        });
    }
    assert_eq!(said(&old, &old), [""; 0]);
    let mut new = old.clone();
    new.scenes.pop();
    assert_eq!(said(&old, &new), ["Scenes COMPANY MOVE gone: COMPANY MOVE"]);
}
