//! A new production: its own record, departments, the first person, the first board and day.

use super::words::ProductionKind;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;

/// What someone says when they create a production.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fresh {
    pub title: String,
    pub company: String,
    /// A civil date, or empty while it is not known.
    pub start: String,
    /// An IANA zone.
    pub zone: String,
    pub kind: ProductionKind,
    /// Who sits here; without a name no person is made.
    pub name: String,
    pub position: String,
    /// What the first board is called.
    pub board: String,
}

/// The command that makes a production, and the person who made it.
pub fn create(
    fresh: &Fresh,
    production: &Id,
    label: String,
    new_id: &mut dyn FnMut() -> Id,
) -> (Command, Option<Id>) {
    let board = new_id();
    let text = |text: &str| text.trim().to_owned();
    let mut command = Command::new(label);
    let mut put = |field: &str, value: String| {
        if !value.is_empty() {
            command.add(Kind::Production, production, field, value);
        }
    };
    put("title", text(&fresh.title));
    put("company", text(&fresh.company));
    put("start", text(&fresh.start));
    put("zone", text(&fresh.zone));
    put("kind", fresh.kind.as_str().to_owned());
    put("paper", paper_of_zone(&fresh.zone).to_owned());
    put("days_off", days_off(fresh.kind).to_owned());
    put("active_board", board.to_string());

    let names = departments(fresh.kind);
    let keys = order::several(None, None, names.len());
    let mut made = Vec::with_capacity(names.len());
    for (name, key) in names.iter().zip(keys) {
        let id = new_id();
        command.add(Kind::Department, &id, "name", *name);
        command.add(Kind::Department, &id, "order", key);
        made.push((*name, id));
    }

    let me = (!fresh.name.trim().is_empty()).then(|| {
        let id = new_id();
        let position = text(&fresh.position);
        let home = department_of(&position, fresh.kind);
        command.add(Kind::Person, &id, "name", text(&fresh.name));
        command.add(Kind::Person, &id, "group", "crew");
        command.add(Kind::Person, &id, "order", order::between(None, None));
        if let Some((_, department)) = made.iter().find(|(name, _)| *name == home) {
            command.add(Kind::Person, &id, "department", department);
        }
        if !position.is_empty() {
            command.add(Kind::Person, &id, "position", position);
        }
        id
    });

    let place = order::between(None, None);
    command.add(Kind::Board, &board, "name", text(&fresh.board));
    command.add(Kind::Board, &board, "order", place.clone());
    let day = new_id();
    command.add(Kind::Row, &day, "board", &board);
    command.add(Kind::Row, &day, "what", "day");
    command.add(Kind::Row, &day, "place", place);
    (command, me)
}

/// Returns the departments a production of a kind starts with, in the order of a call sheet.
pub fn departments(kind: ProductionKind) -> &'static [&'static str] {
    match kind {
        ProductionKind::Film | ProductionKind::Series => &[
            "Production",
            "Assistant directors",
            "Script",
            "Camera",
            "Sound",
            "Electric",
            "Grip",
            "Art",
            "Props",
            "Wardrobe",
            "Hair and make-up",
            "Special effects",
            "Stunts",
            "Locations",
            "Transport",
            "Catering",
            "Medical",
            "Post production",
        ],
        ProductionKind::Stage => &[
            "Production",
            "Stage management",
            "Directing",
            "Music",
            "Lighting",
            "Sound",
            "Video",
            "Scenery",
            "Props",
            "Wardrobe",
            "Hair and make-up",
            "Automation and fly",
            "Front of house",
        ],
        ProductionKind::Event => &[
            "Production",
            "Show calling",
            "Staging",
            "Lighting",
            "Sound",
            "Video",
            "Rigging",
            "Power",
            "Artist liaison",
            "Site",
            "Safety and security",
            "Transport",
            "Catering",
        ],
        ProductionKind::Factory => &[
            "Planning",
            "Production",
            "Maintenance",
            "Quality",
            "Stores",
            "Logistics",
            "Safety",
        ],
    }
}

/// Guesses the department of a position, so that whoever creates a production need not choose.
pub fn department_of(position: &str, kind: ProductionKind) -> &'static str {
    let position = position.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| position.contains(word));
    let first = departments(kind)[0];
    match kind {
        ProductionKind::Film | ProductionKind::Series => {
            if has(&[
                "assistant director",
                "1st ad",
                "2nd ad",
                "3rd ad",
                "first ad",
                "second ad",
            ]) {
                "Assistant directors"
            } else if has(&["script"]) {
                "Script"
            } else if has(&["camera", "photography", "focus", "dit"]) {
                "Camera"
            } else if has(&["sound", "boom"]) {
                "Sound"
            } else if has(&["gaffer", "electric"]) {
                "Electric"
            } else if has(&["grip"]) {
                "Grip"
            } else if has(&["location"]) {
                "Locations"
            } else if has(&["transport", "driver"]) {
                "Transport"
            } else if has(&["prop"]) {
                "Props"
            } else if has(&["costume", "wardrobe"]) {
                "Wardrobe"
            } else if has(&["hair", "make"]) {
                "Hair and make-up"
            } else if has(&["art ", "designer"]) {
                "Art"
            } else {
                first
            }
        }
        ProductionKind::Stage if has(&["stage manager", "stage management", "dsm", "asm"]) => {
            "Stage management"
        }
        ProductionKind::Event if has(&["caller", "show"]) => "Show calling",
        ProductionKind::Factory if has(&["quality"]) => "Quality",
        ProductionKind::Factory if has(&["operator", "supervisor", "shift"]) => "Production",
        _ => first,
    }
}

/// Returns the days off of a usual week as ISO weekdays: a film rests on Saturday and Sunday,
/// a stage on Monday.
fn days_off(kind: ProductionKind) -> &'static str {
    match kind {
        ProductionKind::Film | ProductionKind::Series | ProductionKind::Factory => "67",
        ProductionKind::Stage => "1",
        ProductionKind::Event => "",
    }
}

/// Returns the paper that offices of a zone print on: Letter in North America, A4 elsewhere.
pub fn paper_of_zone(zone: &str) -> &'static str {
    const SOUTH: [&str; 6] = [
        "Argentina",
        "Sao_Paulo",
        "Buenos_Aires",
        "Montevideo",
        "Lima",
        "Asuncion",
    ];
    let is_american = zone.starts_with("America/") || matches!(zone, "Pacific/Honolulu");
    if is_american && !SOUTH.iter().any(|name| zone.contains(name)) {
        "letter"
    } else {
        "a4"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Write;

    fn ids() -> impl FnMut() -> Id {
        let mut n = 0;
        move || {
            n += 1;
            Id::new(format!("id{n}"))
        }
    }

    fn fresh(kind: ProductionKind) -> Fresh {
        Fresh {
            title: " Night Ferry ".into(),
            zone: "Europe/Lisbon".into(),
            kind,
            name: "Dana Okafor".into(),
            position: "2nd AD".into(),
            board: "Board A".into(),
            ..Fresh::default()
        }
    }

    #[test]
    fn a_new_production_has_departments_a_person_a_board_and_a_day() {
        let (command, me) = create(
            &fresh(ProductionKind::Film),
            &Id::new("p"),
            "Created".into(),
            &mut ids(),
        );
        let value = |kind: Kind, id: Option<&Id>, field: &str| {
            command.edits.iter().find_map(|edit| {
                let is_it = edit.kind == kind
                    && id.is_none_or(|id| *id == edit.id)
                    && &*edit.field == field;
                match &edit.write {
                    Write::Put(value) if is_it => value.as_text().map(str::to_owned),
                    _ => None,
                }
            })
        };
        assert_eq!(
            value(Kind::Production, None, "title").as_deref(),
            Some("Night Ferry")
        );
        assert_eq!(value(Kind::Production, None, "company"), None);
        let board = Id::new(value(Kind::Production, None, "active_board").unwrap());
        assert_eq!(
            value(Kind::Board, Some(&board), "name").as_deref(),
            Some("Board A")
        );
        assert_eq!(
            value(Kind::Row, None, "board").as_deref(),
            Some(board.as_str())
        );
        let department = value(Kind::Person, me.as_ref(), "department").unwrap();
        assert_eq!(
            value(Kind::Department, Some(&Id::new(department)), "name").as_deref(),
            Some("Assistant directors")
        );
    }

    #[test]
    fn every_kind_of_production_finds_the_department_of_its_maker() {
        for kind in ProductionKind::ALL {
            for position in [
                "",
                "Production coordinator",
                "1st AD",
                "Stage manager",
                "Shift supervisor",
            ] {
                assert!(
                    departments(kind).contains(&department_of(position, kind)),
                    "{kind:?} {position}"
                );
            }
        }
    }

    #[test]
    fn without_a_name_nobody_is_made() {
        let fresh = Fresh {
            name: "  ".into(),
            ..fresh(ProductionKind::Stage)
        };
        let (command, me) = create(&fresh, &Id::new("p"), String::new(), &mut ids());
        assert_eq!(me, None);
        assert!(command.edits.iter().all(|edit| edit.kind != Kind::Person));
    }

    #[test]
    fn paper_follows_the_zone() {
        assert_eq!(paper_of_zone("America/Los_Angeles"), "letter");
        assert_eq!(paper_of_zone("America/Argentina/Salta"), "a4");
        assert_eq!(paper_of_zone("Europe/Berlin"), "a4");
    }
}
