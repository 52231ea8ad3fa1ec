//! Stripboards: flat lists, lists of days, and boards that are not in one.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::codec::object_id;
use super::super::fields::{Fields, id_text};
use super::super::model::{Board, Breakdown, BreakdownKind, Stripboard};
use super::below;

const STRIPS: [&str; 2] = ["breakdownIds", "breakdownArrays"];

pub(super) fn stripboard(
    fields: &mut Fields,
    known: &[Breakdown],
    days: &mut Vec<Breakdown>,
) -> Stripboard {
    let id = fields.id();
    let boards = fields.list(&["boards"]);
    let mut boards = below(fields, boards, "boards", |fields| {
        board(fields, known, days)
    });
    // A stripboard without boards in it is one itself.
    if boards.is_empty() {
        let own = board(fields, known, days);
        if !own.breakdown_ids.is_empty() {
            boards.push(Board {
                id: object_id(&[&id, "stripboard"]),
                name: Some("stripboard".to_owned()),
                ..own
            });
        }
    }
    Stripboard {
        id,
        boards,
        calendar: fields
            .take(&["calendar", "calendarId"])
            .as_ref()
            .and_then(id_text),
        name: fields.text(&["name"]),
        extra: Default::default(),
    }
}

fn board(fields: &mut Fields, known: &[Breakdown], days: &mut Vec<Breakdown>) -> Board {
    let id = fields.id();
    let list = fields.list(&STRIPS);
    let is_nested = list.iter().any(Value::is_array);
    let kinds: BTreeMap<&str, BreakdownKind> = match is_nested {
        true => known.iter().map(|b| (b.id.as_str(), b.kind)).collect(),
        false => BTreeMap::new(),
    };
    let mut ids: Vec<String> = Vec::new();
    let mut is_odd = false;
    for (n, value) in list.iter().enumerate() {
        let Value::Array(day) = value else {
            match id_text(value) {
                Some(id) => ids.push(id),
                None => is_odd = true,
            }
            continue;
        };
        // A list in the list is a day: a break below it says the same.
        ids.extend(day.iter().filter_map(id_text));
        let ends = ids.last().and_then(|id| kinds.get(id.as_str()));
        if ends != Some(&BreakdownKind::Day) || day.is_empty() {
            let end = object_id(&[&fields.place, &id, &n.to_string()]);
            ids.push(end.clone());
            days.push(Breakdown {
                id: end,
                kind: BreakdownKind::Day,
                ..Breakdown::default()
            });
        }
    }
    if is_odd {
        fields.say(STRIPS[0], "Some members are no ids, and were left out.");
    }
    Board {
        id,
        name: match fields.place.contains(".boards[") {
            true => fields.text(&["name"]),
            false => None,
        },
        breakdown_ids: ids,
        extra: Default::default(),
    }
}
