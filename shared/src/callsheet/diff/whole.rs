//! What a sheet says for the whole day: its times, grounds, words, contacts and the days to come.

use super::compare::{Fields, Line, fields};
use super::rows::{count, length, text, time};
use super::{Change, Section, Shown, What};
use crate::callsheet::sections::SheetSection;
use crate::callsheet::sheet::CallSheet;
use crate::id::Id;

pub(super) fn times(sheet: &CallSheet) -> Fields {
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

pub(super) fn grounds(sheet: &CallSheet) -> Fields {
    vec![
        ("basecamp", text(&sheet.basecamp)),
        ("parking", text(&sheet.parking)),
    ]
}

pub(super) fn words(sheet: &CallSheet) -> Fields {
    vec![
        ("notes", text(&sheet.notes)),
        ("channels", text(&sheet.channels)),
        ("script_colour", text(&sheet.script_colour)),
        ("script_date", text(&sheet.script_date)),
        ("office_phone", text(&sheet.office_phone)),
    ]
}

/// What a sheet hides, and the order of what the other shows as well: a section that is hidden is
/// one word, not two lists.
pub(super) fn layout(sheet: &CallSheet, other: &CallSheet) -> Fields {
    let (mut shown, others) = (sheet.shown_sections(), other.shown_sections());
    let mut hidden = SheetSection::ALL.to_vec();
    hidden.retain(|section| !shown.contains(section));
    shown.retain(|section| others.contains(section));
    vec![
        ("hidden", Shown::Sections(hidden)),
        ("sections", Shown::Sections(shown)),
        ("kind", Shown::Kind(sheet.produces())),
    ]
}

pub(super) fn contacts(out: &mut Vec<Change>, old: &CallSheet, new: &CallSheet) {
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

pub(super) fn advance(sheet: &CallSheet) -> Vec<Line> {
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
pub(super) fn order(out: &mut Vec<Change>, old: &CallSheet, new: &CallSheet) {
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
