//! What the parts of the draft's room share: the day, the draft as it stands, and what is open.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use shared::access::Audience;
use shared::callsheet::overview::KINDS;
use shared::callsheet::{CallSheet, draft};
use shared::command::Command;
use shared::id::Id;
use shared::kind::Kind;
use shared::record::{Record, Value};

use super::words::{field_inside, time_text};
use crate::shell::{path, use_production};
use crate::store::{Store, use_store};

/// The draft of one day; a context of its room's parts.
#[derive(Clone, Copy)]
pub struct DraftRoom {
    pub store: Store,
    pub production: Memo<Id>,
    pub day: Memo<Id>,
    pub sheet: Memo<CallSheet>,
    pub may_write: Memo<bool>,
    /// What stands in the side pane.
    pub pane: Memo<Open>,
}

/// What the side pane shows; it stands in the address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Open {
    Nothing,
    Person(Id),
    Review,
    Add,
    Push,
    Arrange,
}

impl Open {
    fn parse(pane: &str, person: &str) -> Self {
        match pane {
            "review" => Self::Review,
            "add" => Self::Add,
            "push" => Self::Push,
            "arrange" => Self::Arrange,
            _ if Id::is_valid(person) => Self::Person(Id::new(person)),
            _ => Self::Nothing,
        }
    }

    pub fn query(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Person(id) => format!("?person={id}"),
            Self::Review => "?pane=review".into(),
            Self::Add => "?pane=add".into(),
            Self::Push => "?pane=push".into(),
            Self::Arrange => "?pane=arrange".into(),
        }
    }
}

impl DraftRoom {
    /// Makes the state of the day in the address.
    pub fn new() -> Self {
        let store = use_store();
        let params = use_params_map();
        let query = use_query_map();
        let day = Memo::new(move |_| Id::new(params.with(|p| p.get("day")).unwrap_or_default()));
        Self {
            store,
            production: use_production(),
            day,
            sheet: Memo::new(move |_| store.with(KINDS, |book| draft(book, &day.get()))),
            may_write: Memo::new(move |_| store.may_write(&Audience::Plan)),
            pane: Memo::new(move |_| {
                query.with(|q| {
                    let get = |key: &str| q.get(key).unwrap_or_default();
                    Open::parse(&get("pane"), &get("person"))
                })
            }),
        }
    }

    /// Returns the address of this room with something open.
    pub fn href(&self, open: &Open) -> String {
        let room = format!("callsheet/{}{}", self.day.get(), open.query());
        path(&self.production.get(), &room)
    }

    /// Returns what opens and closes the side pane; to be called while a component is made.
    pub fn opener(self) -> Callback<Open> {
        let navigate = StoredValue::new_local(use_navigate());
        Callback::new(move |open: Open| {
            let href = untrack(|| self.href(&open));
            let options = NavigateOptions {
                scroll: false,
                replace: true,
                ..NavigateOptions::default()
            };
            navigate.with_value(|go| go(&href, options));
        })
    }

    /// Returns the day's record, and tracks it.
    pub fn record(&self) -> Option<Arc<Record>> {
        self.store.record(&Kind::Day, &self.day.get())
    }

    /// Names the day in a label: "day 3".
    pub fn day_name(&self) -> String {
        let n = self.sheet.with_untracked(|sheet| sheet.day_number);
        crate::t!("callsheet.day_n", n = n)
    }

    /// Says what was done to a field: "Day 3: general call 06:30".
    pub fn label(&self, subject: &str, field: &str, value: &Value) -> String {
        let name = field_inside(field);
        match value {
            Value::Nothing => crate::t!("callsheet.did_clear", subject = subject, field = name),
            Value::Int(minutes) if is_time(field) => {
                crate::t!(
                    "callsheet.did_set",
                    subject = subject,
                    field = name,
                    value = time_text(*minutes)
                )
            }
            Value::Text(text)
                if !is_link(field) && !text.is_empty() && text.chars().count() <= 40 =>
            {
                crate::t!(
                    "callsheet.did_set",
                    subject = subject,
                    field = name,
                    value = text
                )
            }
            _ => crate::t!("callsheet.did_change", subject = subject, field = name),
        }
    }

    /// Sets a field of the day.
    pub fn set_day(&self, field: &str, value: impl Into<Value>) {
        let value = value.into();
        let label = self.label(&capital(&self.day_name()), field, &value);
        let day = self.day.get_untracked();
        self.act(|book| shared::callsheet::edit::set_day(book, &day, field, value, label));
    }

    /// Writes in one of the day's long texts.
    pub fn write_day(&self, field: &str, text: &str) {
        let label = crate::t!(
            "callsheet.did_change",
            subject = capital(&self.day_name()),
            field = field_inside(field)
        );
        let day = self.day.get_untracked();
        self.act(|book| shared::callsheet::edit::write_day(book, &day, field, text, label));
    }

    /// Sets a field of one person's call.
    pub fn set_call(&self, person: &Id, name: &str, field: &str, value: impl Into<Value>) {
        let value = value.into();
        let label = self.label(name, field, &value);
        let day = self.day.get_untracked();
        self.act(|book| shared::callsheet::edit::set_call(book, &day, person, field, value, label));
    }

    /// Returns the draft as its PDF is made of it: with the marks of the times that were typed.
    pub fn draft_pdf(&self) -> shared::pdf::Job {
        let day = self.day.get_untracked();
        self.sheet.with_untracked(|sheet| {
            self.store
                .peek(|book| shared::pdf::draft_sheet(book, &day, sheet))
        })
    }

    fn act(&self, make: impl FnOnce(&shared::book::Book) -> Command) {
        let command = self.store.peek(make);
        self.store.act(command);
    }
}

/// The fields that hold an id: nobody reads those.
fn is_link(field: &str) -> bool {
    field == "location"
        || shared::callsheet::draft::ROLES
            .iter()
            .any(|(role, _)| *role == field)
}

fn is_time(field: &str) -> bool {
    !matches!(field, "lunch_min" | "blocking_min" | "count")
}

/// Begins a sentence.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

pub fn use_draft() -> DraftRoom {
    expect_context()
}
