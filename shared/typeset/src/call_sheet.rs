//! The call sheet, front and back (DOMAIN 3.8), from its body alone.

use std::collections::HashSet;

use serde::Serialize;
use shared::callsheet::diff::{Change, heading, pin};
use shared::callsheet::sections::{self, SheetSection};
use shared::callsheet::{
    AdvanceDay, BackgroundLine, CallSheet, CastLine, CrewGroup, CrewLine, Minutes, Place,
    SceneLine, diff,
};
use shared::clock;
use shared::eighths::Eighths;
use shared::id::Id;
use shared::pdf::Job;
use shared::production::ProductionKind;

use crate::frame::{Frame, Issuing, Turn, script};
use crate::words::{date, date_short, field, joined, phone, revision, role, t, time};
use crate::{Data, Refused};

/// What the template shows. `(name, text)` pairs are facts with their label; a text that the
/// revision changed ends in an asterisk.
#[derive(Serialize)]
pub struct CallSheetView {
    /// The ids of the sections on either side, in order.
    pub front: Vec<&'static str>,
    pub back_of: Vec<&'static str>,
    pub contacts: Vec<[String; 3]>,
    pub general: (String, String),
    pub times: Vec<(String, String)>,
    pub weather: String,
    pub script: String,
    pub safety: (String, String),
    pub rules: &'static str,
    pub changed: String,
    /// What the dot beside a typed time of a draft means.
    pub pinned: String,
    pub place_heads: Vec<String>,
    pub places: Vec<[String; 3]>,
    pub ground: Vec<(String, String)>,
    pub scene_heads: Vec<String>,
    pub scenes: Vec<SceneRow>,
    pub total: (String, String),
    pub cast_heads: Vec<String>,
    pub cast: Vec<[String; 10]>,
    pub background_heads: Vec<String>,
    pub background: Vec<[String; 5]>,
    pub back: String,
    pub crew: Vec<Department>,
    pub advance_heads: Vec<String>,
    pub advance: Vec<ComingDay>,
    pub notes: (String, String),
    pub channels: (String, String),
}

#[derive(Serialize, Default)]
pub struct SceneRow {
    pub start: String,
    /// A banner of the board has words and nothing else.
    pub banner: String,
    pub number: String,
    pub heading: String,
    pub below: String,
    pub script_day: String,
    pub pages: String,
    pub cast: String,
    pub place: String,
}

#[derive(Serialize)]
pub struct Department {
    pub name: String,
    /// Its name where it goes on in another column.
    pub continued: String,
    /// Position, name, phone, call.
    pub people: Vec<[String; 4]>,
}

#[derive(Serialize)]
pub struct ComingDay {
    pub head: String,
    /// Scene, set, pages, cast, location.
    pub scenes: Vec<[String; 5]>,
}

/// What the revision changed: lines by their record, fields of the whole day by name.
struct Marks {
    lines: HashSet<Id>,
    fields: HashSet<&'static str>,
    /// The typed times of a draft: whose, and which.
    pins: HashSet<(Option<Id>, String)>,
}

impl Marks {
    fn of(changes: &[Change], sheet: &CallSheet) -> Self {
        let pins = sheet.pinned.iter();
        let of_day = changes.iter().filter(|c| c.id.is_none());
        Self {
            lines: changes.iter().filter_map(|c| c.id.clone()).collect(),
            fields: of_day.filter_map(Change::field).collect(),
            pins: pins.map(|p| (p.person.clone(), p.field.clone())).collect(),
        }
    }

    fn line(&self, id: Option<&Id>, text: &str) -> String {
        mark(id.is_some_and(|id| self.lines.contains(id)), text)
    }

    fn field(&self, name: &str, text: &str) -> String {
        mark(self.fields.contains(name), text)
    }
}

impl Marks {
    /// Marks a time that was typed with a dot: on a draft it says what does not follow.
    fn pin(&self, person: Option<&Id>, field: &str, text: String) -> String {
        let is_typed = self.pins.contains(&(person.cloned(), field.to_owned()));
        match is_typed && !text.is_empty() {
            true => format!("{text}\u{a0}{PINNED}"),
            false => text,
        }
    }
}

/// The sign beside a typed time.
const PINNED: &str = "•";

fn mark(is_changed: bool, text: &str) -> String {
    match is_changed && !text.is_empty() {
        true => format!("{text}\u{a0}*"),
        false => text.to_owned(),
    }
}

/// Makes what the template reads.
pub fn of(job: &Job) -> Result<Data<CallSheetView>, Refused> {
    let sheet = CallSheet::parse(&job.body)?;
    let before = job.before.as_deref().and_then(|b| CallSheet::parse(b).ok());
    let changes = before
        .as_ref()
        .map(|before| diff(before, &sheet))
        .unwrap_or_default();
    let marks = Marks::of(&changes, &sheet);
    let changed = match &before {
        Some(before) if !changes.is_empty() => {
            t!("pdf.changed", rev = revision(before.number, &before.colour))
        }
        _ => String::new(),
    };
    let day = match (sheet.day_number, sheet.days) {
        (0, _) => t!("callsheet.day_off_board").to_owned(),
        (n, 0) => t!("schedule.day", n = n),
        (n, days) => t!("callsheet.day_of", n = n, days = days),
    };
    let (front, back) = sheet.sides();
    let back_head = match back.first() {
        Some(SheetSection::Crew) => t!("pdf.back").to_owned(),
        _ => word(&sheet, "title", t!("callsheet.paper.title")),
    };
    let (size_head, total_head) = match sections::counts_pages(sheet.produces()) {
        true => (t!("callsheet.col.pages"), t!("callsheet.paper.total")),
        false => (
            t!("callsheet.col.length"),
            t!("callsheet.paper.total_length"),
        ),
    };
    let said = |name: &str, text: &str| (field(name), marks.field(name, text.trim()));
    let full = |pairs: Vec<(String, String)>| {
        pairs
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect()
    };
    Ok(Data {
        frame: Frame {
            title: sheet.title.clone(),
            company: sheet.company.clone(),
            name: word(&sheet, "title", t!("callsheet.paper.title")),
            of: day,
            date: date(&sheet.date),
            ..Frame::of(job, Turn::High, Issuing::Issued)
        },
        doc: CallSheetView {
            front: front.into_iter().map(SheetSection::as_str).collect(),
            back_of: back.into_iter().map(SheetSection::as_str).collect(),
            contacts: contacts(&sheet, &marks),
            general: (
                sheet_field(&sheet, "general_call"),
                marks.field("general_call", &or_dash(sheet.general_call)),
            ),
            times: full(times(&sheet, &marks)),
            weather: marks.field("weather", &sheet.weather),
            script: match script(&sheet.script_colour, &date_short(&sheet.script_date)) {
                said if said.is_empty() => said,
                said => t!("callsheet.paper.script", script = said),
            },
            safety: said("safety", &sheet.safety),
            rules: t!("callsheet.paper.rules"),
            changed,
            pinned: match sheet.pinned.is_empty() {
                true => String::new(),
                false => t!("pdf.pinned", sign = PINNED),
            },
            place_heads: vec![
                sheet_field(&sheet, "location"),
                t!("callsheet.paper.way").to_owned(),
                field("hospital"),
            ],
            places: sheet
                .locations
                .iter()
                .map(|place| place_row(place, &marks))
                .collect(),
            ground: full(vec![
                said("basecamp", &sheet.basecamp),
                said("parking", &sheet.parking),
            ]),
            scene_heads: vec![
                t!("callsheet.col.start").to_owned(),
                word(&sheet, "scene", t!("callsheet.col.scene")),
                t!("callsheet.col.set").to_owned(),
                t!("callsheet.paper.script_day").to_owned(),
                size_head.to_owned(),
                word(&sheet, "cast", t!("callsheet.col.cast")),
                sheet_field(&sheet, "location"),
            ],
            scenes: sheet
                .scenes
                .iter()
                .map(|line| scene_row(sheet.produces(), line, &marks))
                .collect(),
            total: (
                total_head.to_owned(),
                sections::total_text(sheet.produces(), &sheet.scenes),
            ),
            cast_heads: cast_heads(&sheet),
            cast: sheet
                .cast
                .iter()
                .map(|line| cast_row(line, &marks))
                .collect(),
            background_heads: vec![
                "#".to_owned(),
                word(&sheet, "background", t!("callsheet.background")),
                field("call"),
                field("set"),
                field("remarks"),
            ],
            background: sheet
                .background
                .iter()
                .map(|line| background_row(line, &marks))
                .collect(),
            back: back_head,
            crew: sheet
                .crew
                .iter()
                .map(|group| department(group, &marks))
                .collect(),
            advance_heads: vec![
                word(&sheet, "scene", t!("callsheet.col.scene")),
                t!("callsheet.col.set").to_owned(),
                t!("callsheet.col.pages").to_owned(),
                word(&sheet, "cast", t!("callsheet.col.cast")),
                sheet_field(&sheet, "location"),
            ],
            advance: sheet
                .advance
                .iter()
                .map(|day| coming(&sheet, day))
                .collect(),
            notes: said("notes", &sheet.notes),
            channels: said("channels", &sheet.channels),
        },
    })
}

/// Returns a word of the sheet as its kind of production says it.
fn word(sheet: &CallSheet, of: &str, film: &str) -> String {
    sections::word(sheet.produces(), of).unwrap_or_else(|| film.to_owned())
}

fn sheet_field(sheet: &CallSheet, name: &str) -> String {
    word(sheet, name, &field(name))
}

fn or_dash(minutes: Option<Minutes>) -> String {
    match minutes {
        None => "–".to_owned(),
        known => time(known),
    }
}

fn contacts(sheet: &CallSheet, marks: &Marks) -> Vec<[String; 3]> {
    let people = sheet.contacts.iter().map(|c| {
        [
            role(&c.role),
            marks.line(c.person.as_ref(), &c.name),
            phone(&c.phone),
        ]
    });
    let office = [role("office"), String::new(), phone(&sheet.office_phone)];
    let office = (!sheet.office_phone.is_empty()).then_some(office);
    people.chain(office).collect()
}

fn times(sheet: &CallSheet, marks: &Marks) -> Vec<(String, String)> {
    let lunch = match (sheet.lunch, sheet.lunch_min) {
        (Some(at), Some(length)) => {
            t!(
                "callsheet.lunch_for",
                time = time(Some(at)),
                length = clock::length(length)
            )
        }
        (at, _) => time(at),
    };
    [
        ("shooting_call", time(sheet.shooting_call)),
        ("breakfast", time(sheet.breakfast)),
        ("lunch", lunch),
        ("wrap", time(sheet.wrap)),
        ("sunrise", time(sheet.sunrise)),
        ("sunset", time(sheet.sunset)),
    ]
    .map(|(name, text)| {
        let text = marks.pin(None, name, text);
        (sheet_field(sheet, name), marks.field(name, &text))
    })
    .to_vec()
}

fn one_line(text: &str) -> String {
    text.trim().replace('\n', ", ")
}

fn place_row(place: &Place, marks: &Marks) -> [String; 3] {
    let pin = place
        .lat
        .zip(place.lon)
        .map(|(lat, lon)| pin(lat, lon))
        .unwrap_or_default();
    let contact = joined(&[&place.contact, &phone(&place.contact_phone)], " ");
    let hospital = &place.hospital;
    [
        marks.line(place.location.as_ref(), &place.name),
        joined(
            &[
                &one_line(&place.address),
                &pin,
                &one_line(&place.notes),
                &contact,
            ],
            " · ",
        ),
        joined(
            &[
                &hospital.name,
                &one_line(&hospital.address),
                &phone(&hospital.phone),
            ],
            " · ",
        ),
    ]
}

fn scene_row(kind: ProductionKind, line: &SceneLine, marks: &Marks) -> SceneRow {
    if line.scene.is_none() {
        return SceneRow {
            start: time(line.start),
            banner: line.set.clone(),
            ..SceneRow::default()
        };
    }
    SceneRow {
        start: time(line.start),
        number: marks.line(line.scene.as_ref(), &line.number),
        heading: heading(line),
        below: joined(&[&line.synopsis, &line.notes], " · "),
        script_day: line.script_day.clone(),
        pages: sections::size_text(kind, line),
        cast: line.cast.join(", "),
        place: line.location.clone(),
        ..SceneRow::default()
    }
}

fn cast_heads(sheet: &CallSheet) -> Vec<String> {
    let fields = ["pickup", "call", "makeup", "wardrobe", "set", "remarks"].map(field);
    let mut heads = vec![
        t!("callsheet.col.number").to_owned(),
        word(sheet, "cast", t!("callsheet.cast")),
        sheet_field(sheet, "character"),
        t!("callsheet.col.status").to_owned(),
    ];
    heads.extend(fields);
    heads
}

fn call_text(call: Option<Minutes>, on_call: bool) -> String {
    match on_call {
        true => t!("callsheet.on_call_short").to_owned(),
        false => time(call),
    }
}

fn minor(is_minor: bool) -> &'static str {
    if is_minor {
        t!("callsheet.paper.minor")
    } else {
        ""
    }
}

fn cast_row(line: &CastLine, marks: &Marks) -> [String; 10] {
    let pin = |field: &str, text: String| marks.pin(line.person.as_ref(), field, text);
    [
        line.number.clone(),
        marks.line(
            line.person.as_ref(),
            &joined(&[&line.name, minor(line.minor)], " "),
        ),
        line.character.clone(),
        line.status.clone(),
        pin("pickup", time(line.pickup)),
        pin("call", call_text(line.call, line.on_call)),
        pin("makeup", time(line.makeup)),
        pin("wardrobe", time(line.wardrobe)),
        pin("set", time(line.set)),
        line.remarks.clone(),
    ]
}

fn background_row(line: &BackgroundLine, marks: &Marks) -> [String; 5] {
    let who = joined(&[&line.name, minor(line.minor)], " ");
    [
        if line.count > 0 {
            line.count.to_string()
        } else {
            String::new()
        },
        marks.line(
            line.person.as_ref(),
            &joined(&[&who, &line.character], ", "),
        ),
        marks.pin(line.person.as_ref(), "call", time(line.call)),
        marks.pin(line.person.as_ref(), "set", time(line.set)),
        line.remarks.clone(),
    ]
}

fn department(group: &CrewGroup, marks: &Marks) -> Department {
    let name = match group.name.as_str() {
        "" => t!("callsheet.no_department"),
        name => name,
    };
    let row = |line: &CrewLine| {
        let who = joined(&[&line.name, minor(line.minor)], " ");
        [
            line.position.clone(),
            joined(
                &[&marks.line(line.person.as_ref(), &who), &line.remarks],
                ", ",
            ),
            phone(&line.phone),
            marks.pin(
                line.person.as_ref(),
                "call",
                call_text(line.call, line.on_call),
            ),
        ]
    };
    Department {
        name: name.to_owned(),
        continued: t!("pdf.continued", name = name),
        people: group.people.iter().map(row).collect(),
    }
}

fn coming(sheet: &CallSheet, day: &AdvanceDay) -> ComingDay {
    let number = t!("schedule.day", n = day.day_number);
    let call = match day.general_call {
        None => String::new(),
        known => joined(&[&sheet_field(sheet, "general_call"), &time(known)], " "),
    };
    ComingDay {
        head: joined(&[&number, &date(&day.date), &day.location, &call], " · "),
        scenes: day
            .scenes
            .iter()
            .map(|scene| {
                [
                    scene.number.clone(),
                    heading(scene),
                    if scene.eighths > 0 {
                        Eighths(scene.eighths).to_string()
                    } else {
                        String::new()
                    },
                    scene.cast.join(", "),
                    scene.location.clone(),
                ]
            })
            .collect(),
    }
}
