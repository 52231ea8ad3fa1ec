//! A call sheet for outsiders: visitors, vendors, the owners of a place. It is made from the frozen
//! body, and only what stands in the lists below is kept: a field that a later version adds is left
//! out until somebody decides otherwise.
//!
//! Kept: what one needs to come, park and be safe, and who does what. Left out: phones (a hospital's
//! stays, it is public and somebody may need it), whom to ring at a place, pick-ups, remarks, notes,
//! walkie channels, the story, what comes next, and of minors everything but the part.

use serde_json::{Map, Value};

use super::sheet::{CallSheet, Damaged};

/// What is kept of a sheet: paths in its body, `*` for each entry of a list.
pub const KEPT: &[&str] = &[
    "schema",
    "title",
    "company",
    "paper",
    "day",
    "day_number",
    "days",
    "date",
    "zone",
    "kind",
    "sections",
    "number",
    "colour",
    "script_colour",
    "script_date",
    "general_call",
    "shooting_call",
    "breakfast",
    "lunch",
    "lunch_min",
    "wrap",
    "weather",
    "sunrise",
    "sunset",
    "basecamp",
    "parking",
    "safety",
    "eighths",
    "locations.*.location",
    "locations.*.name",
    "locations.*.address",
    "locations.*.lat",
    "locations.*.lon",
    "locations.*.parking",
    "locations.*.basecamp",
    "locations.*.hospital.name",
    "locations.*.hospital.address",
    "locations.*.hospital.phone",
    "contacts.*.role",
    "contacts.*.person",
    "contacts.*.name",
    "contacts.*.position",
    "scenes.*.scene",
    "scenes.*.number",
    "scenes.*.int_ext",
    "scenes.*.set",
    "scenes.*.time",
    "scenes.*.script_day",
    "scenes.*.eighths",
    "scenes.*.est_min",
    "scenes.*.start",
    "scenes.*.cast",
    "scenes.*.location",
    "scenes.*.paint",
    "cast.*.person",
    "cast.*.number",
    "cast.*.name",
    "cast.*.character",
    "cast.*.status",
    "cast.*.call",
    "cast.*.makeup",
    "cast.*.wardrobe",
    "cast.*.set",
    "cast.*.on_call",
    "cast.*.minor",
    "background.*.person",
    "background.*.name",
    "background.*.character",
    "background.*.count",
    "background.*.call",
    "background.*.set",
    "background.*.minor",
    "crew.*.department",
    "crew.*.name",
    "crew.*.people.*.person",
    "crew.*.people.*.name",
    "crew.*.people.*.position",
    "crew.*.people.*.call",
    "crew.*.people.*.on_call",
    "crew.*.people.*.minor",
];

/// What is kept of a line that is marked as a minor's: the part, and that it is a minor's.
pub const KEPT_OF_MINORS: &[&str] = &[
    "number",
    "character",
    "status",
    "count",
    "position",
    "minor",
];

/// Texts that people wrote freely: numbers to ring are taken out of them.
const FREE: &[&str] = &["safety", "basecamp", "parking", "weather"];

/// What stands for a number that was taken out.
const TAKEN: &str = "[…]";

/// From so many digits on, a row of them may be a phone's.
const PHONE_DIGITS: usize = 7;

/// Makes the sheet for outsiders.
///
/// # Errors
/// Says why where the body cannot be read.
pub fn redacted(sheet: &CallSheet) -> Result<CallSheet, Damaged> {
    let damaged = |why: serde_json::Error| Damaged(why.to_string());
    let mut body: Value = serde_json::from_str(&sheet.body()).map_err(damaged)?;
    keep(&mut body, "");
    serde_json::from_value(body).map_err(damaged)
}

fn keep(value: &mut Value, at: &str) {
    match value {
        Value::Object(fields) => {
            if fields.get("minor") == Some(&Value::Bool(true)) {
                fields.retain(|name, _| KEPT_OF_MINORS.contains(&name.as_str()));
            }
            keep_fields(fields, at);
        }
        Value::Array(entries) => {
            let each = below(at, "*");
            entries.iter_mut().for_each(|entry| keep(entry, &each));
        }
        _ => {}
    }
}

fn keep_fields(fields: &mut Map<String, Value>, at: &str) {
    fields.retain(|name, value| {
        let path = below(at, name);
        keep(value, &path);
        if let (true, Value::String(text)) = (FREE.contains(&name.as_str()), &mut *value) {
            *text = without_phones(text);
        }
        let inside = format!("{path}.");
        KEPT.iter()
            .any(|kept| *kept == path || kept.starts_with(&inside))
    });
}

fn below(at: &str, name: &str) -> String {
    match at {
        "" => name.to_owned(),
        at => format!("{at}.{name}"),
    }
}

/// Takes rows of seven digits or more out of a text, with what stands between and before them in a
/// phone number.
fn without_phones(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_digit() || "+()-./ \u{a0}".contains(c);
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(') {
        let (before, row) = rest.split_at(at);
        let end = row.find(|c| !is_part(c)).unwrap_or(row.len());
        let (row, after) = row.split_at(end);
        out.push_str(before);
        let kept = row.trim_end_matches(|c: char| !c.is_ascii_digit());
        match row.chars().filter(char::is_ascii_digit).count() >= PHONE_DIGITS {
            true => {
                out.push_str(TAKEN);
                out.push_str(row.get(kept.len()..).unwrap_or_default());
            }
            false => out.push_str(row),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::super::sheet::{
        AdvanceDay, BackgroundLine, CastLine, Contact, CrewGroup, CrewLine, Hospital, Place,
        SceneLine,
    };
    use super::*;
    use crate::id::Id;

    fn sheet() -> CallSheet {
        let pia = CastLine {
            person: Some(Id::new("pia")),
            number: "4".into(),
            name: "Pia Minor".into(),
            character: "The girl".into(),
            status: "W".into(),
            pickup: Some(400),
            call: Some(450),
            set: Some(500),
            minor: true,
            ..CastLine::default()
        };
        CallSheet {
            title: "Night Ferry".into(),
            date: "2026-03-12".into(),
            office_phone: "+44 20 7946 0100".into(),
            general_call: Some(390),
            safety: "Life jackets. Ring 020 7946 0999 first. 12 V only.".into(),
            notes: "The door code is 4411".into(),
            channels: "1 production".into(),
            contacts: vec![Contact {
                role: "first_ad".into(),
                name: "Kit".into(),
                phone: "+44 20 7946 0101".into(),
                ..Contact::default()
            }],
            locations: vec![Place {
                name: "Pier 4".into(),
                address: "Quay Road 4".into(),
                notes: "Key under the mat".into(),
                contact: "The owner".into(),
                contact_phone: "+44 20 7946 0102".into(),
                hospital: Hospital {
                    name: "St Mary".into(),
                    phone: "+44 20 7946 0911".into(),
                    ..Hospital::default()
                },
                ..Place::default()
            }],
            scenes: vec![SceneLine {
                scene: Some(Id::new("s1")),
                number: "12A".into(),
                synopsis: "She drowns".into(),
                ..SceneLine::default()
            }],
            cast: vec![
                CastLine {
                    name: "Ines".into(),
                    phone: "+44 20 7946 0103".into(),
                    pickup: Some(300),
                    call: Some(345),
                    remarks: "Pick-up at 4 Home Street".into(),
                    ..CastLine::default()
                },
                pia,
            ],
            background: vec![BackgroundLine {
                name: "Passengers".into(),
                count: 20,
                phone: "+44 20 7946 0104".into(),
                call: Some(420),
                ..BackgroundLine::default()
            }],
            crew: vec![CrewGroup {
                name: "Camera".into(),
                people: vec![CrewLine {
                    name: "Bo".into(),
                    phone: "+44 20 7946 0105".into(),
                    pickup: Some(310),
                    call: Some(360),
                    ..CrewLine::default()
                }],
                ..CrewGroup::default()
            }],
            advance: vec![AdvanceDay::default()],
            ..CallSheet::default()
        }
    }

    #[test]
    fn outsiders_see_where_and_when_and_nobodys_number() {
        let body = redacted(&sheet()).unwrap().body();
        for shown in [
            "Night Ferry",
            "Quay Road 4",
            "St Mary",
            "12A",
            "Ines",
            "Bo",
            "345",
            "Kit",
        ] {
            assert!(body.contains(shown), "{shown} is lacking in {body}");
        }
        let only_phone = body.replace("+44 20 7946 0911", "");
        for closed in [
            "7946",
            "door code",
            "channel",
            "mat",
            "owner",
            "drowns",
            "Home Street",
            "300",
            "310",
            "advance",
        ] {
            assert!(!only_phone.contains(closed), "{closed} stands in {body}");
        }
    }

    #[test]
    fn of_a_minor_the_part_stands_and_nothing_else() {
        let pia = &redacted(&sheet()).unwrap().cast[1];
        let want = CastLine {
            number: "4".into(),
            character: "The girl".into(),
            status: "W".into(),
            minor: true,
            ..CastLine::default()
        };
        assert_eq!(*pia, want);
    }

    #[test]
    fn numbers_to_ring_go_and_other_numbers_stay() {
        let check = |text: &str, want: &str| assert_eq!(without_phones(text), want);
        check("Ring +44 (0)20 7946-0999, now", "Ring […], now");
        check("Unit 4, 12 V, 06:30", "Unit 4, 12 V, 06:30");
        check("0207 946 0999", "[…]");
        check("Zone B (north)", "Zone B (north)");
    }
}
