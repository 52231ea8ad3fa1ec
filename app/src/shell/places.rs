//! The rooms of a production as the sidebar, the foot of the phone and "More" list them.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::access::Audience;
use shared::kind::Kind;
use shared::production;

use crate::store::Store;
use crate::ui::IconName;

/// One room in a list of rooms.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    pub room: &'static str,
    pub label: String,
    /// How many are in it, where that says something.
    pub count: String,
}

/// Lists the rooms of the open production, in the words of its trade.
pub fn places(store: Store) -> Vec<Place> {
    let kinds = [
        Kind::Production,
        Kind::Scene,
        Kind::Element,
        Kind::Character,
        Kind::Person,
        Kind::Location,
        Kind::Row,
    ];
    let may_plan = store.may_write(&Audience::Plan);
    let may_script = store.may_read(&Audience::Script);
    store.with(&kinds, |book| {
        let nouns = production::nouns(book);
        let count = |kind: &Kind| match book.count_of(kind) {
            0 => String::new(),
            n => n.to_string(),
        };
        let elements = match book.count_of(&Kind::Element) {
            0 => String::new(),
            n => (n + book.count_of(&Kind::Character)).to_string(),
        };
        let place = |room, label: String, count| Place { room, label, count };
        let days = match production::days::count(book) {
            0 => String::new(),
            n => crate::t!("shell.days", n = n),
        };
        let mut places = vec![
            place("today", crate::t!("room.today").to_owned(), String::new()),
            place("script", nouns.scene.titles(), count(&Kind::Scene)),
            place("pages", nouns.script.title(), String::new()),
            place(
                "breakdown",
                crate::t!("room.breakdown").to_owned(),
                elements,
            ),
            place("board", nouns.board.title(), days),
            place(
                "calendar",
                crate::t!("room.calendar").to_owned(),
                String::new(),
            ),
            place(
                "schedules",
                crate::t!("room.schedules").to_owned(),
                String::new(),
            ),
            place("callsheets", nouns.call_sheet.titles(), String::new()),
            place("sides", crate::t!("sides.title").to_owned(), String::new()),
            place("report", crate::t!("room.report").to_owned(), String::new()),
            place("times", crate::t!("room.times").to_owned(), String::new()),
            place("daily", nouns.report.titles(), String::new()),
            place(
                "people",
                crate::t!("room.people").to_owned(),
                count(&Kind::Person),
            ),
            place("locations", nouns.location.titles(), count(&Kind::Location)),
        ];
        if !may_script {
            places.retain(|place| !matches!(place.room, "pages" | "sides"));
        }
        if may_plan {
            places.push(place(
                "departments",
                crate::t!("room.departments").to_owned(),
                String::new(),
            ));
            places.push(place(
                "invite",
                crate::t!("room.invite").to_owned(),
                String::new(),
            ));
        }
        places.push(place(
            "changes",
            crate::t!("room.changes").to_owned(),
            String::new(),
        ));
        places.push(place(
            "settings",
            crate::t!("room.settings").to_owned(),
            String::new(),
        ));
        places
    })
}

/// The five places at the foot of a phone.
pub fn foot() -> [(&'static str, &'static str, IconName); 5] {
    [
        ("today", crate::t!("room.today"), IconName::Today),
        ("board", crate::t!("room.schedule"), IconName::Schedule),
        ("people", crate::t!("room.people"), IconName::People),
        ("report", crate::t!("room.report"), IconName::Report),
        ("more", crate::t!("room.more"), IconName::More),
    ]
}

/// Returns the room that the address shows: the part behind the production.
pub fn use_room() -> Memo<String> {
    let path = use_location().pathname;
    Memo::new(move |_| path.with(|path| room_of(path).to_owned()))
}

/// Returns the room of an address, with a room inside another told as the outer one.
pub(super) fn room_of(path: &str) -> &str {
    let mut parts = path.trim_matches('/').split('/').skip(2);
    match parts.next().unwrap_or_default() {
        "scene" => "script",
        "callsheet" | "sheet" => "callsheets",
        "rules" => "settings",
        other => other,
    }
}

/// Says which of the five places is lit for a room.
pub fn foot_of(room: &str) -> &'static str {
    match room {
        "today" | "" => "today",
        "board" | "calendar" => "board",
        "people" => "people",
        "report" | "times" | "daily" => "report",
        _ => "more",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_inside_another_lights_the_outer_one() {
        let check = |path: &str, want: &str| assert_eq!(room_of(path), want);
        check("/p/x/board", "board");
        check("/p/x/scene/s12", "script");
        check("/p/x/script/import", "script");
        check("/p/x/callsheet/d4", "callsheets");
        check("/p/x/sides/i7", "sides");
        check("/p/x/rules", "settings");
        check("/p/x", "");
        check("/", "");
    }
}
