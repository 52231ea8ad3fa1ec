use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::board::{self, RowView, layout};
use crate::book::Book;
use crate::breakdown::{self, category::id_of};
use crate::command::Command;
use crate::dood::{Cell, Letters};
use crate::id::Id;
use crate::kind::Kind;

const SAMPLE: &[u8] = include_bytes!("../../../tests/fixtures/schedules/schedule.uss");

mod any;
mod book;
mod reading;

/// An office that takes files in and gives them out.
#[derive(Default)]
struct Office {
    book: Book,
    boards: Vec<Id>,
    next: u32,
}

impl Office {
    /// Returns how many fields were written.
    fn takes(&mut self, uss: &Uss) -> usize {
        let next = &mut self.next;
        let imported = import(&self.book, uss, &ImportOptions::default(), &mut || {
            *next += 1;
            Id::new(format!("n{next:04}"))
        });
        self.book.apply(&imported.command);
        self.boards = imported.boards;
        imported.command.edits.len()
    }

    fn gives(&self) -> Uss {
        let options = ExportOptions {
            created: "2027-01-01T00:00:00.000Z".to_owned(),
            ..ExportOptions::default()
        };
        from_book(&self.book, &self.boards, &options)
    }

    /// Writes a board on one line: `loose | 1: 3 ~Lunch | 2: 4 // boneyard`.
    fn board(&self, n: usize) -> String {
        let layout = layout(&self.book, &self.boards[n]);
        let rows = |rows: &[RowView]| {
            let rows: Vec<String> = rows
                .iter()
                .map(|row| match row {
                    RowView::Strip(strip) => strip.scene.number.to_string(),
                    RowView::Banner(banner) => format!("~{}", banner.text),
                })
                .collect();
            rows.join(" ")
        };
        let mut out = rows(&layout.loose);
        for day in &layout.days {
            let _ = write!(out, " | {}: {}", day.n, rows(&day.rows));
        }
        let boneyard: Vec<&str> = layout.boneyard.iter().map(|s| &*s.number).collect();
        format!("{out} // {}", boneyard.join(" ")).trim().to_owned()
    }
}

/// Puts what has no order into one.
fn sorted(mut uss: Uss) -> Uss {
    uss.breakdowns.sort_by(|a, b| a.id.cmp(&b.id));
    uss.elements.sort_by(|a, b| a.id.cmp(&b.id));
    uss.categories.sort_by(|a, b| a.id.cmp(&b.id));
    uss.breakdowns.iter_mut().for_each(|b| b.elements.sort());
    uss.categories.iter_mut().for_each(|c| c.elements.sort());
    let events = uss.elements.iter_mut().map(|e| &mut e.events);
    for events in events.chain(uss.calendars.iter_mut().map(|c| &mut c.events)) {
        events.sort_by(|a, b| (&a.id, &a.date).cmp(&(&b.id, &b.date)));
    }
    for board in uss.stripboards.iter_mut().flat_map(|s| &mut s.boards) {
        if board.is_boneyard() {
            board.breakdown_ids.sort();
        }
    }
    uss
}

fn sample() -> Uss {
    let read = read(SAMPLE).unwrap();
    assert_eq!(read.problems, []);
    read.uss
}

/// Gives every object of a file a key of its own.
fn with_own_keys(value: &mut Value, count: &mut u32) {
    match value {
        Value::Object(map) => {
            map.values_mut()
                .for_each(|value| with_own_keys(value, count));
            *count += 1;
            map.insert("_own".to_owned(), json!({ "n": *count, "list": [1, null] }));
        }
        Value::Array(list) => list
            .iter_mut()
            .for_each(|value| with_own_keys(value, count)),
        _ => {}
    }
}

fn of_json(value: &Value) -> Read {
    read(value.to_string().as_bytes()).unwrap()
}

fn category(id: &str, number: i64, name: &str, elements: &[&str]) -> Value {
    json!({ "id": id, "catId": number, "name": name, "elements": elements })
}

impl Uss {
    fn with_version(mut self) -> Self {
        self.header.version = Some("0.1.0".to_owned());
        self
    }
}
