//! What differs between two sheets, line by line: what an issued sheet no longer says, and what a
//! revision changed. The room puts it into words.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::sheet::{BackgroundLine, CallSheet, CastLine, CrewLine, Minutes, Place, SceneLine};
use crate::id::Id;

/// The part of the sheet that a change stands in, in the sheet's order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Section {
    Times,
    Location,
    Contacts,
    Safety,
    Scenes,
    Cast,
    Background,
    Crew,
    Notes,
    Advance,
}

/// A value as the sheet shows it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Shown {
    Nothing,
    Time(Minutes),
    Length(Minutes),
    Pages(u32),
    Count(u32),
    Text(String),
    /// "O/C": at hand, not called to set.
    OnCall,
    Yes,
}

/// What happened to a line.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum What {
    /// The line is new; the text says more of it.
    Added(String),
    Gone(String),
    /// A field of the line, by its name in the body.
    Field {
        field: &'static str,
        from: Shown,
        to: Shown,
    },
}

/// One difference.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Change {
    pub section: Section,
    /// The scene, person, location or day that the line is about, for marking it.
    pub id: Option<Id>,
    /// Its number or name; empty for what concerns the whole day.
    pub subject: String,
    pub what: What,
}

impl Change {
    pub fn field(&self) -> Option<&'static str> {
        match self.what {
            What::Field { field, .. } => Some(field),
            _ => None,
        }
    }
}

fn time(value: Option<Minutes>) -> Shown {
    value.map_or(Shown::Nothing, Shown::Time)
}

fn length(value: Option<Minutes>) -> Shown {
    value.map_or(Shown::Nothing, Shown::Length)
}

fn text(value: &str) -> Shown {
    let value = value.trim();
    if value.is_empty() {
        Shown::Nothing
    } else {
        Shown::Text(value.to_owned())
    }
}

fn yes(value: bool) -> Shown {
    if value { Shown::Yes } else { Shown::Nothing }
}

fn call(call: Option<Minutes>, on_call: bool) -> Shown {
    if on_call { Shown::OnCall } else { time(call) }
}

fn count(n: u32) -> Shown {
    if n == 0 {
        Shown::Nothing
    } else {
        Shown::Count(n)
    }
}

type Fields = Vec<(&'static str, Shown)>;

/// One line of a table, flattened: who it is about, and its fields.
struct Line {
    id: Option<Id>,
    subject: String,
    about: String,
    fields: Fields,
}

fn scene(line: &SceneLine) -> Line {
    Line {
        id: line.scene.clone(),
        subject: if line.scene.is_some() {
            line.number.clone()
        } else {
            line.set.clone()
        },
        about: heading(line),
        fields: vec![
            ("number", text(&line.number)),
            ("set", text(&heading(line))),
            ("eighths", Shown::Pages(line.eighths)),
            ("start", time(line.start)),
            ("cast", text(&line.cast.join(", "))),
            ("location", text(&line.location)),
            ("synopsis", text(&line.synopsis)),
            ("script_day", text(&line.script_day)),
            ("notes", text(&line.notes)),
        ],
    }
}

/// Returns a scene's heading as a script prints it: "EXT. PIER - NIGHT".
pub fn heading(line: &SceneLine) -> String {
    let mut out = match line.int_ext.as_str() {
        "" => String::new(),
        "I/E" => "INT./EXT. ".to_owned(),
        plain => format!("{plain}. "),
    };
    out.push_str(&line.set);
    if !line.time.is_empty() {
        out.push_str(" - ");
        out.push_str(&line.time);
    }
    out
}

fn cast(line: &CastLine) -> Line {
    let subject = if line.name.is_empty() {
        &line.character
    } else {
        &line.name
    };
    Line {
        id: line
            .person
            .clone()
            .or_else(|| line.characters.first().cloned()),
        subject: subject.clone(),
        about: line.character.clone(),
        fields: vec![
            ("character", text(&line.character)),
            ("number", text(&line.number)),
            ("status", text(&line.status)),
            ("pickup", time(line.pickup)),
            ("call", call(line.call, line.on_call)),
            ("makeup", time(line.makeup)),
            ("wardrobe", time(line.wardrobe)),
            ("set", time(line.set)),
            ("phone", text(&line.phone)),
            ("remarks", text(&line.remarks)),
            ("minor", yes(line.minor)),
        ],
    }
}

fn background(line: &BackgroundLine) -> Line {
    Line {
        id: line.person.clone(),
        subject: line.name.clone(),
        about: line.character.clone(),
        fields: vec![
            ("count", count(line.count)),
            ("call", time(line.call)),
            ("set", time(line.set)),
            ("remarks", text(&line.remarks)),
        ],
    }
}

fn crew(line: &CrewLine) -> Line {
    Line {
        id: line.person.clone(),
        subject: line.name.clone(),
        about: line.position.clone(),
        fields: vec![
            ("position", text(&line.position)),
            ("call", call(line.call, line.on_call)),
            ("pickup", time(line.pickup)),
            ("phone", text(&line.phone)),
            ("remarks", text(&line.remarks)),
        ],
    }
}

fn place(line: &Place) -> Line {
    let pin = line
        .lat
        .zip(line.lon)
        .map_or(Shown::Nothing, |(lat, lon)| Shown::Text(pin(lat, lon)));
    Line {
        id: line.location.clone(),
        subject: line.name.clone(),
        about: line.address.clone(),
        fields: vec![
            ("address", text(&line.address)),
            ("pin", pin),
            ("parking", text(&line.parking)),
            ("basecamp", text(&line.basecamp)),
            ("location_notes", text(&line.notes)),
            ("contact", text(&line.contact)),
            ("contact_phone", text(&line.contact_phone)),
            ("hospital", text(&line.hospital.name)),
            ("hospital_address", text(&line.hospital.address)),
            ("hospital_phone", text(&line.hospital.phone)),
        ],
    }
}

/// Writes millionths of a degree as maps read them: "51.507400, -0.127800".
pub fn pin(lat: i64, lon: i64) -> String {
    let one = |n: i64| {
        let sign = if n < 0 { "-" } else { "" };
        format!(
            "{sign}{}.{:06}",
            n.unsigned_abs() / 1_000_000,
            n.unsigned_abs() % 1_000_000
        )
    };
    format!("{}, {}", one(lat), one(lon))
}

/// Lists what differs, in the sheet's order. Number and colour are no difference: each issue has
/// its own.
pub fn diff(old: &CallSheet, new: &CallSheet) -> Vec<Change> {
    let mut out = Vec::new();
    fields(&mut out, Section::Times, None, "", times(old), times(new));
    lines(
        &mut out,
        Section::Location,
        old.locations.iter().map(place),
        new.locations.iter().map(place),
    );
    fields(
        &mut out,
        Section::Location,
        None,
        "",
        grounds(old),
        grounds(new),
    );
    contacts(&mut out, old, new);
    fields(
        &mut out,
        Section::Safety,
        None,
        "",
        vec![("safety", text(&old.safety))],
        vec![("safety", text(&new.safety))],
    );
    lines(
        &mut out,
        Section::Scenes,
        old.scenes.iter().map(scene),
        new.scenes.iter().map(scene),
    );
    order(&mut out, old, new);
    lines(
        &mut out,
        Section::Cast,
        old.cast.iter().map(cast),
        new.cast.iter().map(cast),
    );
    lines(
        &mut out,
        Section::Background,
        old.background.iter().map(background),
        new.background.iter().map(background),
    );
    let people = |sheet: &CallSheet| -> Vec<Line> {
        sheet
            .crew
            .iter()
            .flat_map(|g| &g.people)
            .map(crew)
            .collect()
    };
    lines(
        &mut out,
        Section::Crew,
        people(old).into_iter(),
        people(new).into_iter(),
    );
    fields(&mut out, Section::Notes, None, "", words(old), words(new));
    lines(
        &mut out,
        Section::Advance,
        advance(old).into_iter(),
        advance(new).into_iter(),
    );
    out
}

/// Lists the changes that concern one person: their own lines, and what concerns everybody's
/// whereabouts.
pub fn concerning<'a>(changes: &'a [Change], person: &Id) -> Vec<&'a Change> {
    changes
        .iter()
        .filter(|c| match c.section {
            Section::Times | Section::Location | Section::Safety => true,
            Section::Cast | Section::Crew | Section::Background => c.id.as_ref() == Some(person),
            _ => false,
        })
        .collect()
}

/// A change, or several that are one shift of a table: "crew call, 24 people, 30 min earlier".
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Together {
    One(Change),
    Shift {
        section: Section,
        field: &'static str,
        /// Negative: earlier.
        by_min: Minutes,
        /// The numbers or names of the lines.
        subjects: Vec<String>,
    },
}

/// Fewer lines than these are said one by one.
const SHIFT_LINES: usize = 3;

/// Says once what happened to many lines of a table alike: a push moves everybody's call.
pub fn together(changes: &[Change]) -> Vec<Together> {
    let shift = |change: &Change| match &change.what {
        What::Field {
            field,
            from: Shown::Time(from),
            to: Shown::Time(to),
        } if change.id.is_some() => Some((change.section, *field, to.saturating_sub(*from))),
        _ => None,
    };
    let mut shifts: HashMap<(Section, &'static str, Minutes), Vec<String>> = HashMap::new();
    for change in changes {
        if let Some(key) = shift(change) {
            shifts.entry(key).or_default().push(change.subject.clone());
        }
    }
    shifts.retain(|_, subjects| subjects.len() >= SHIFT_LINES);
    let kept: HashSet<_> = shifts.keys().copied().collect();
    let mut out = Vec::new();
    for change in changes {
        match shift(change).filter(|key| kept.contains(key)) {
            None => out.push(Together::One(change.clone())),
            // Said where the first of them stands.
            Some(key) => out.extend(shifts.remove(&key).map(|subjects| Together::Shift {
                section: key.0,
                field: key.1,
                by_min: key.2,
                subjects,
            })),
        }
    }
    out
}

fn times(sheet: &CallSheet) -> Fields {
    vec![
        ("date", text(&sheet.date)),
        ("day_number", count(sheet.day_number)),
        ("general_call", time(sheet.general_call)),
        ("shooting_call", time(sheet.shooting_call)),
        ("breakfast", time(sheet.breakfast)),
        ("lunch", time(sheet.lunch)),
        ("lunch_min", length(sheet.lunch_min)),
        ("wrap", time(sheet.wrap)),
        ("weather", text(&sheet.weather)),
        ("sunrise", time(sheet.sunrise)),
        ("sunset", time(sheet.sunset)),
    ]
}

fn grounds(sheet: &CallSheet) -> Fields {
    vec![
        ("basecamp", text(&sheet.basecamp)),
        ("parking", text(&sheet.parking)),
    ]
}

fn words(sheet: &CallSheet) -> Fields {
    vec![
        ("notes", text(&sheet.notes)),
        ("channels", text(&sheet.channels)),
        ("script_colour", text(&sheet.script_colour)),
        ("script_date", text(&sheet.script_date)),
        ("office_phone", text(&sheet.office_phone)),
    ]
}

fn contacts(out: &mut Vec<Change>, old: &CallSheet, new: &CallSheet) {
    const ROLES: [&str; 5] = ["second_ad", "first_ad", "upm", "producer", "director"];
    let who = |sheet: &CallSheet| -> Fields {
        ROLES
            .into_iter()
            .map(|role| {
                let found = sheet.contacts.iter().find(|c| c.role == role);
                (
                    role,
                    found.map_or(Shown::Nothing, |c| {
                        text(&[c.name.as_str(), c.phone.as_str()].join(" "))
                    }),
                )
            })
            .collect()
    };
    fields(out, Section::Contacts, None, "", who(old), who(new));
}

fn advance(sheet: &CallSheet) -> Vec<Line> {
    sheet
        .advance
        .iter()
        .map(|day| Line {
            id: day.day.clone(),
            subject: day.date.clone(),
            about: day
                .scenes
                .iter()
                .map(|s| s.number.as_str())
                .collect::<Vec<_>>()
                .join(", "),
            fields: vec![
                ("general_call", time(day.general_call)),
                ("location", text(&day.location)),
                (
                    "scenes",
                    text(
                        &day.scenes
                            .iter()
                            .map(|s| s.number.as_str())
                            .collect::<Vec<_>>()
                            .join(", "),
                    ),
                ),
            ],
        })
        .collect()
}

/// The order of the scenes that stand on both sheets.
fn order(out: &mut Vec<Change>, old: &CallSheet, new: &CallSheet) {
    let both = |here: &CallSheet, there: &CallSheet| -> Vec<(Option<Id>, String)> {
        here.scenes
            .iter()
            .filter(|s| s.scene.is_some() && there.scenes.iter().any(|t| t.scene == s.scene))
            .map(|s| (s.scene.clone(), s.number.clone()))
            .collect()
    };
    let (before, after) = (both(old, new), both(new, old));
    if before.iter().map(|s| &s.0).ne(after.iter().map(|s| &s.0)) {
        let list = |scenes: &[(Option<Id>, String)]| {
            Shown::Text(
                scenes
                    .iter()
                    .map(|s| s.1.as_str())
                    .collect::<Vec<_>>()
                    .join(", "),
            )
        };
        out.push(Change {
            section: Section::Scenes,
            id: None,
            subject: String::new(),
            what: What::Field {
                field: "order",
                from: list(&before),
                to: list(&after),
            },
        });
    }
}

fn fields(
    out: &mut Vec<Change>,
    section: Section,
    id: Option<Id>,
    subject: &str,
    old: Fields,
    new: Fields,
) {
    for ((field, from), (_, to)) in old.into_iter().zip(new) {
        if from != to {
            out.push(Change {
                section,
                id: id.clone(),
                subject: subject.to_owned(),
                what: What::Field { field, from, to },
            });
        }
    }
}

/// Lines without an id are told apart by their subject.
#[derive(PartialEq, Eq, Hash)]
struct Key(Option<Id>, String);

impl Line {
    fn key(&self) -> Key {
        match &self.id {
            Some(id) => Key(Some(id.clone()), String::new()),
            None => Key(None, self.subject.clone()),
        }
    }
}

fn lines(
    out: &mut Vec<Change>,
    section: Section,
    old: impl Iterator<Item = Line>,
    new: impl Iterator<Item = Line>,
) {
    let mut before: Vec<(Key, Option<Line>)> = old.map(|l| (l.key(), Some(l))).collect();
    let places: HashMap<Key, usize> = before
        .iter()
        .enumerate()
        .map(|(n, (key, _))| (Key(key.0.clone(), key.1.clone()), n))
        .collect();
    let mut changed = Vec::new();
    for line in new {
        let was = places
            .get(&line.key())
            .and_then(|&n| before.get_mut(n))
            .and_then(|(_, line)| line.take());
        match was {
            Some(was) => fields(
                &mut changed,
                section,
                line.id.clone(),
                &line.subject,
                was.fields,
                line.fields,
            ),
            None => changed.push(Change {
                section,
                id: line.id,
                subject: line.subject,
                what: What::Added(line.about),
            }),
        }
    }
    for line in before.into_iter().filter_map(|(_, line)| line) {
        out.push(Change {
            section,
            id: line.id,
            subject: line.subject,
            what: What::Gone(line.about),
        });
    }
    out.append(&mut changed);
}

#[cfg(test)]
mod tests {
    use super::super::sheet::CrewGroup;
    use super::*;

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
}
