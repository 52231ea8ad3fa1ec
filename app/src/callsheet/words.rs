//! What the rules say, in the words of the page: times, dates, revisions, changes, warnings.

use shared::calendar::parse_date;
use shared::callsheet::diff::{Section, Shown, What};
use shared::callsheet::sections::{self, SheetSection};
use shared::callsheet::{CallSheet, Change, Issued};
use shared::clock;
use shared::eighths::Eighths;
use shared::production::ProductionKind;

pub use crate::floor::date_text;
use crate::home::kind_name;

/// Writes a time as the clock on the wall shows it; a time of the night after says so: "01:30 +1".
pub fn time_text(minutes: i64) -> String {
    clock::wall_text(minutes)
}

/// Writes a time that may not be known.
pub fn maybe_time(minutes: Option<i64>) -> String {
    minutes.map(time_text).unwrap_or_default()
}

/// Writes a civil date with its year, as paper needs it: "Thursday 12 March 2026".
pub fn date_on_paper(date: &str) -> String {
    match parse_date(date) {
        Some(parsed) => crate::t!(
            "callsheet.date_year",
            date = date_text(date),
            year = parsed.year()
        ),
        None => date.to_owned(),
    }
}

/// Writes the number of a day with its date: "Day 3 of 18, Thursday 12 March".
pub fn day_text(number: u32, days: u32, date: &str) -> String {
    let day = match (number, days) {
        (0, _) => crate::t!("callsheet.day_off_board").to_owned(),
        (n, 0) => crate::t!("callsheet.all.day", n = n),
        _ => crate::t!("callsheet.day_of", n = number, days = days),
    };
    if date.is_empty() {
        return day;
    }
    crate::t!("callsheet.day_and_date", day = day, date = date_text(date))
}

/// Names the draft of a script, as every document made from it does: "Blue, Friday 12 March 2027".
pub fn draft_text(colour: &str, date: &str) -> String {
    [colour.to_owned(), date_on_paper(date)]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Names a revision with its colour in words: "Rev 1 Blue"; the first is "White".
pub fn revision(number: u32, colour: &str) -> String {
    match number {
        0 => crate::t!("callsheet.first", colour = colour),
        n => crate::t!("callsheet.rev", n = n, colour = colour),
    }
}

/// Names an issued sheet with its code: "Rev 1 Blue · 7F3A 19C2".
pub fn issue_name(issue: &Issued) -> String {
    crate::t!(
        "callsheet.rev_code",
        rev = revision(issue.number, &issue.colour),
        code = issue.code()
    )
}

/// The class that paints a revision's colour; the name always stands beside it.
pub fn paint(number: u32) -> String {
    format!("paper-{}", shared::revision::index_of(number))
}

/// Returns a word of a sheet as its kind of production says it; film says the interface's own.
pub fn word(sheet: &CallSheet, of: &str, film: &str) -> String {
    sections::word(sheet.produces(), of).unwrap_or_else(|| film.to_owned())
}

/// Names a field as a sheet does: "General call", "Shift start".
pub fn sheet_field(sheet: &CallSheet, name: &str) -> String {
    word(sheet, name, field(name))
}

/// Names a sheet with its day: "Call sheet, day 3", "Shift plan, shift 3".
pub fn sheet_title(sheet: &CallSheet) -> String {
    let kind = sheet.produces();
    match sections::word(kind, "title") {
        Some(what) => crate::t!(
            "callsheet.sheet.title_of",
            what = what,
            day = kind.nouns().day.one,
            n = sheet.day_number
        ),
        None => crate::t!("callsheet.sheet.title", n = sheet.day_number),
    }
}

/// Names a section of the sheet where its order is set.
pub fn section_name(kind: ProductionKind, section: SheetSection) -> String {
    let film = match section {
        SheetSection::Safety => field("safety"),
        SheetSection::Places => crate::t!("callsheet.places"),
        SheetSection::Scenes => crate::t!("callsheet.scenes"),
        SheetSection::Cast => crate::t!("callsheet.cast"),
        SheetSection::Background => crate::t!("callsheet.background"),
        SheetSection::Turn => crate::t!("callsheet.arrange.turn"),
        SheetSection::Crew => crate::t!("callsheet.crew"),
        SheetSection::Notes => field("notes"),
        SheetSection::Channels => field("channels"),
        SheetSection::Advance => crate::t!("callsheet.advance"),
    };
    sections::word(kind, section.as_str()).unwrap_or_else(|| film.to_owned())
}

pub fn pages(eighths: u32) -> String {
    Eighths(eighths).to_string()
}

/// Names what somebody is to the day: the field of the day record, or `office`.
pub fn role(role: &str) -> &'static str {
    match role {
        "second_ad" => crate::t!("callsheet.role.second_ad"),
        "first_ad" => crate::t!("callsheet.role.first_ad"),
        "upm" => crate::t!("callsheet.role.upm"),
        "producer" => crate::t!("callsheet.role.producer"),
        "director" => crate::t!("callsheet.role.director"),
        "office" => crate::t!("callsheet.role.office"),
        _ => "",
    }
}

/// Names a field of the sheet, as its label in the form does.
pub fn field(name: &str) -> &'static str {
    match name {
        "date" => crate::t!("callsheet.field.date"),
        "day_number" => crate::t!("callsheet.field.day_number"),
        "general_call" => crate::t!("callsheet.field.general_call"),
        "shooting_call" => crate::t!("callsheet.field.shooting_call"),
        "breakfast" => crate::t!("callsheet.field.breakfast"),
        "lunch" => crate::t!("callsheet.field.lunch"),
        "lunch_min" => crate::t!("callsheet.field.lunch_min"),
        "wrap" => crate::t!("callsheet.field.wrap"),
        "weather" => crate::t!("callsheet.field.weather"),
        "sunrise" => crate::t!("callsheet.field.sunrise"),
        "sunset" => crate::t!("callsheet.field.sunset"),
        "location" => crate::t!("callsheet.field.location"),
        "basecamp" => crate::t!("callsheet.field.basecamp"),
        "parking" => crate::t!("callsheet.field.parking"),
        "address" => crate::t!("callsheet.field.address"),
        "pin" => crate::t!("callsheet.field.pin"),
        "location_notes" => crate::t!("callsheet.field.location_notes"),
        "contact" => crate::t!("callsheet.field.contact"),
        "contact_phone" => crate::t!("callsheet.field.contact_phone"),
        "hospital" => crate::t!("callsheet.field.hospital"),
        "hospital_address" => crate::t!("callsheet.field.hospital_address"),
        "hospital_phone" => crate::t!("callsheet.field.hospital_phone"),
        "safety" => crate::t!("callsheet.field.safety"),
        "notes" => crate::t!("callsheet.field.notes"),
        "channels" => crate::t!("callsheet.field.channels"),
        "script_colour" => crate::t!("callsheet.field.script_colour"),
        "script_date" => crate::t!("callsheet.field.script_date"),
        "office_phone" => crate::t!("callsheet.field.office_phone"),
        "number" => crate::t!("callsheet.field.number"),
        "set" => crate::t!("callsheet.field.set"),
        "eighths" => crate::t!("callsheet.field.eighths"),
        "start" => crate::t!("callsheet.field.start"),
        "cast" => crate::t!("callsheet.field.cast"),
        "synopsis" => crate::t!("callsheet.field.synopsis"),
        "script_day" => crate::t!("callsheet.field.script_day"),
        "order" => crate::t!("callsheet.field.order"),
        "character" => crate::t!("callsheet.field.character"),
        "status" => crate::t!("callsheet.field.status"),
        "pickup" => crate::t!("callsheet.field.pickup"),
        "call" => crate::t!("callsheet.field.call"),
        "makeup" => crate::t!("callsheet.field.makeup"),
        "wardrobe" => crate::t!("callsheet.field.wardrobe"),
        "phone" => crate::t!("callsheet.field.phone"),
        "remarks" => crate::t!("callsheet.field.remarks"),
        "minor" => crate::t!("callsheet.field.minor"),
        "name" => crate::t!("callsheet.field.name"),
        "location_name" => crate::t!("callsheet.field.location_name"),
        "est_min" => crate::t!("callsheet.field.est_min"),
        "hidden" => crate::t!("callsheet.field.hidden"),
        "sections" => crate::t!("callsheet.field.sections"),
        "kind" => crate::t!("callsheet.field.kind"),
        "count" => crate::t!("callsheet.field.count"),
        "position" => crate::t!("callsheet.field.position"),
        "scenes" => crate::t!("callsheet.field.scenes"),
        "blocking_min" => crate::t!("callsheet.field.blocking"),
        other => role(other),
    }
}

/// Names a field within a sentence: "general call".
pub fn field_inside(name: &str) -> String {
    let label = field(name);
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        // "UPM" keeps its capitals, "General call" loses its one.
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

/// Writes a value as the sheet shows it, empty for none.
pub fn shown(value: &Shown) -> String {
    match value {
        Shown::Nothing => String::new(),
        Shown::Time(minutes) => time_text(*minutes),
        Shown::Length(minutes) => clock::length(*minutes),
        Shown::Pages(eighths) => pages(*eighths),
        Shown::Count(n) => n.to_string(),
        Shown::Text(text) => match parse_date(text) {
            Some(_) => date_text(text),
            None => text.clone(),
        },
        Shown::OnCall => crate::t!("callsheet.on_call_short").to_owned(),
        Shown::Yes => crate::t!("ui.yes").to_owned(),
        Shown::Sections(all) => {
            let names = all.iter().map(|s| section_name(ProductionKind::Film, *s));
            names.collect::<Vec<_>>().join(", ")
        }
        Shown::Kind(kind) => kind_name(*kind).to_owned(),
    }
}

/// What a change is about: "Scene 31", "Ines Vardal, call", "General call".
pub fn change_subject(change: &Change) -> String {
    let subject = match change.section {
        Section::Scenes if !change.subject.is_empty() && change.id.is_some() => {
            crate::t!("callsheet.scene_n", n = change.subject)
        }
        Section::Advance => date_text(&change.subject),
        _ => change.subject.clone(),
    };
    match (change.field(), subject.is_empty()) {
        (None, _) => subject,
        (Some(name), true) => field(name).to_owned(),
        (Some(name), false) => {
            crate::t!(
                "callsheet.subject_field",
                subject = subject,
                field = field_inside(name)
            )
        }
    }
}

/// The value before and after a change; both empty for a line that came or went.
pub fn change_values(change: &Change) -> (String, String) {
    match &change.what {
        What::Added(about) => (String::new(), with(crate::t!("callsheet.added"), about)),
        What::Gone(about) => (with(crate::t!("callsheet.gone"), about), String::new()),
        What::Field { from, to, .. } => (or_none(shown(from)), or_none(shown(to))),
    }
}

/// What a shift of many lines is about: "Start of scenes 2, 17, 6", "Call of 24 people, crew".
pub fn shift_subject(section: Section, name: &str, subjects: &[String]) -> String {
    let field = field(name);
    match section {
        Section::Scenes => crate::t!(
            "callsheet.shift_scenes",
            field = field,
            list = subjects.join(", ")
        ),
        _ if subjects.len() <= 4 => {
            crate::t!(
                "callsheet.shift_few",
                field = field,
                list = subjects.join(", ")
            )
        }
        Section::Cast => crate::t!("callsheet.shift_cast", field = field, n = subjects.len()),
        _ => crate::t!("callsheet.shift_many", field = field, n = subjects.len()),
    }
}

/// How far a shift goes: "30 min earlier".
pub fn shift_by(by_min: i64) -> String {
    let by = clock::length(by_min.saturating_abs());
    if by_min < 0 {
        crate::t!("callsheet.earlier", by = by)
    } else {
        crate::t!("callsheet.later", by = by)
    }
}

fn with(word: &str, about: &str) -> String {
    if about.is_empty() {
        word.to_owned()
    } else {
        format!("{word}, {about}")
    }
}

fn or_none(text: String) -> String {
    if text.is_empty() {
        crate::t!("callsheet.nothing").to_owned()
    } else {
        text
    }
}
