//! Writing a file: every key, the right types, only the values that the standard allows.

use std::collections::BTreeSet;

use serde::Serialize;

use super::codec::object_id;
use super::model::{Board, BreakdownKind, Event, Uss};

/// The version of the standard that is written.
const VERSION: &str = "0.1.0";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Root<'a> {
    universal_schedule_standard: &'a Uss,
}

/// Writes a file that strict readers take: what the standard has no value for goes under an own
/// key, and every board set holds every breakdown once.
pub fn write(uss: &Uss) -> String {
    let mut uss = uss.clone();
    uss.header.version = Some(VERSION.to_owned());
    let events = uss.calendars.iter_mut().flat_map(|c| &mut c.events);
    let events = events.chain(uss.elements.iter_mut().flat_map(|e| &mut e.events));
    for event in events {
        strict(event);
    }
    complete(&mut uss);
    let root = Root {
        universal_schedule_standard: &uss,
    };
    // Text keys and plain values: there is nothing that cannot be written.
    serde_json::to_string_pretty(&root).unwrap_or_default()
}

fn strict(event: &mut Event) {
    let effect = event.effect.clone().unwrap_or_default();
    let kind = event.kind.clone().unwrap_or_default();
    let is_valid = match effect.as_str() {
        "start" => kind.is_empty(),
        "dayOff" => ["holiday", "dayOff"].contains(&kind.as_str()),
        "event" => ["fitting", "rehearsal", "travel", "custom"].contains(&kind.as_str()),
        _ => false,
    };
    if is_valid {
        return;
    }
    let set_aside = |key: &str, value: &Option<String>, event: &mut Event| {
        if let Some(value) = value {
            event.extra.insert(key.to_owned(), value.as_str().into());
        }
    };
    let (was_effect, was_kind) = (event.effect.clone(), event.kind.clone());
    match effect.as_str() {
        "start" => {
            set_aside("_type", &was_kind, event);
            event.kind = None;
        }
        "dayOff" => {
            set_aside("_type", &was_kind, event);
            event.kind = Some("dayOff".to_owned());
        }
        _ => {
            set_aside("_effect", &was_effect, event);
            set_aside("_type", &was_kind, event);
            event.effect = Some("event".to_owned());
            event.kind = Some("custom".to_owned());
        }
    }
}

/// Puts breakdowns that a stripboard lacks into its boneyard, and takes out what is there twice
/// or nowhere else.
pub(super) fn complete(uss: &mut Uss) {
    let known: Vec<&str> = uss.breakdowns.iter().map(|b| b.id.as_str()).collect();
    let is_known: BTreeSet<&str> = known.iter().copied().collect();
    for stripboard in &mut uss.stripboards {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for board in &mut stripboard.boards {
            board
                .breakdown_ids
                .retain(|id| is_known.contains(id.as_str()) && seen.insert(id.clone()));
        }
        let missing: Vec<String> = known
            .iter()
            .filter(|id| !seen.contains(**id))
            .map(|id| (*id).to_owned())
            .collect();
        let boneyard = stripboard.boards.iter().position(Board::is_boneyard);
        match boneyard.and_then(|n| stripboard.boards.get_mut(n)) {
            Some(boneyard) => boneyard.breakdown_ids.extend(missing),
            None => stripboard.boards.push(Board {
                id: object_id(&[&stripboard.id, "boneyard"]),
                name: Some("boneyard".to_owned()),
                breakdown_ids: missing,
                ..Board::default()
            }),
        }
    }
}

impl BreakdownKind {
    /// Says whether it is a scene.
    pub fn is_scene(self) -> bool {
        self == Self::Scene
    }
}
