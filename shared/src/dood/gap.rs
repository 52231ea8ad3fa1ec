//! Gaps between two working days, and what somebody said of dropping them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::book::Book;
use crate::breakdown::{self, DoodSettings};
use crate::calendar::parse_date;
use crate::command::Command;
use crate::id::Id;
use crate::record::Value;

use super::row::{Column, Options, Row, between, days_between, is_in, is_long};

/// A stretch between two working days in which the company works without somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gap {
    /// The last working day before it.
    pub from: Date,
    /// The pick-up.
    pub to: Date,
    /// Calendar days from one to the other.
    pub days: i64,
    /// Working days of the company within: held, unless the gap is dropped.
    pub held: usize,
    /// The rule allows dropping it.
    pub is_long: bool,
    pub is_dropped: bool,
    pub pin: Option<Pin>,
}

/// What somebody said of a gap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Pin {
    /// This one is dropped, not the first.
    Here,
    /// This one is never dropped.
    Never,
}

/// Lists the gaps of a row in the order of their dates.
pub(super) fn gaps(
    columns: &[Column],
    work: &BTreeSet<Date>,
    row: &Row,
    said: &DoodSettings,
    options: &Options,
) -> Vec<Gap> {
    let works: Vec<Date> = columns
        .iter()
        .map(|column| column.date)
        .filter(|date| work.contains(date))
        .collect();
    works
        .windows(2)
        .map(|two| (two[0], two[1]))
        .filter(|gap| between(columns, *gap) > 0)
        .map(|gap| Gap {
            from: gap.0,
            to: gap.1,
            days: days_between(gap.0, gap.1),
            held: between(columns, gap),
            is_long: is_long(gap, said.drop_days, options.drop_bound),
            is_dropped: row.drops.contains(&gap),
            pin: if said.drop_never.iter().any(|date| is_in(gap, *date)) {
                Some(Pin::Never)
            } else {
                let pinned = said.drop_at.filter(|at| is_in(gap, *at));
                pinned.map(|_| Pin::Here)
            },
        })
        .collect()
}

/// Says what becomes of a gap of an element; nothing: as the rule has it. Pinning a drop also
/// allows the element to be dropped, where its category does not.
pub fn pin(book: &Book, element: &Id, gap: &Gap, to: Option<Pin>, label: String) -> Command {
    let mut command = Command::new(label);
    let all = breakdown::all(book);
    let Some(view) = all.iter().find(|one| one.id == *element) else {
        return command;
    };
    let mut add = |field: &str, value: Value| {
        command.add(view.kind.clone(), element, field, value);
    };
    let is_here = |date: &Date| is_in((gap.from, gap.to), *date);
    let at = view.dood.drop_at;
    if to == Some(Pin::Here) {
        if at != Some(gap.from) {
            add("drop_at", gap.from.to_string().into());
        }
        if !view.dood.drop {
            add("drop", true.into());
        }
    } else if at.as_ref().is_some_and(is_here) {
        add("drop_at", Value::Nothing);
    }
    let never = &view.dood.drop_never;
    for date in never.iter().filter(|date| is_here(date)) {
        if to != Some(Pin::Never) || *date != gap.from {
            add(&format!("drop_never/{date}"), false.into());
        }
    }
    if to == Some(Pin::Never) && !never.contains(&gap.from) {
        add(&format!("drop_never/{}", gap.from), true.into());
    }
    command
}

/// Takes back every pin of an element: the first gap that is long enough is dropped again.
pub fn unpin(book: &Book, element: &Id, label: String) -> Command {
    let mut command = Command::new(label);
    let Some(kind) = breakdown::kind_of(book, element) else {
        return command;
    };
    let Some(record) = book.any(&kind, element) else {
        return command;
    };
    if parse_date(record.text("drop_at")).is_some() {
        command.add(kind.clone(), element, "drop_at", Value::Nothing);
    }
    for date in record.set("drop_never") {
        command.add(kind.clone(), element, &format!("drop_never/{date}"), false);
    }
    command
}
