//! What stands in a room's address: the view, the filter, the record that is open. A colleague
//! who is sent the address sees the same.

use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use shared::id::Id;
use shared::location::encoded;

use crate::shell::{path, use_production};

type Navigate = Rc<dyn Fn(&str, NavigateOptions)>;

/// Reads and changes the query of one room's address.
#[derive(Clone, Copy)]
pub struct Address {
    production: Memo<Id>,
    query: Memo<ParamsMap>,
    room: &'static str,
    navigate: StoredValue<Navigate, LocalStorage>,
}

/// Returns the address of a room; to be called while its component is made.
pub fn use_address(room: &'static str) -> Address {
    let navigate = use_navigate();
    Address {
        production: use_production(),
        query: use_query_map(),
        room,
        navigate: StoredValue::new_local(Rc::new(move |href: &str, options| {
            navigate(href, options)
        })),
    }
}

impl Address {
    pub fn production(&self) -> Id {
        self.production.get()
    }

    /// Returns a part of the query, empty if it is not there.
    pub fn get(&self, key: &str) -> String {
        self.query.with(|query| query.get(key)).unwrap_or_default()
    }

    /// Returns the record that a part of the query names.
    pub fn id(&self, key: &str) -> Option<Id> {
        let text = self.get(key);
        (Id::is_valid(&text)).then(|| Id::new(text))
    }

    /// Returns the address with some parts of the query changed; an empty one is left out.
    pub fn with(&self, changes: &[(&str, &str)]) -> String {
        let mut parts: Vec<(String, String)> = self.query.with(|query| {
            query
                .clone()
                .into_iter()
                .filter(|(key, _)| !changes.iter().any(|(changed, _)| *changed == &**key))
                .map(|(key, value)| (key.to_string(), value))
                .collect()
        });
        parts.extend(
            changes
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned())),
        );
        let query: Vec<String> = parts
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| format!("{}={}", encoded(key), encoded(value)))
            .collect();
        let room = path(&self.production.get(), self.room);
        if query.is_empty() {
            room
        } else {
            format!("{room}?{}", query.join("&"))
        }
    }

    /// Goes to the address with these parts changed; the way back leads to the present one.
    pub fn go(&self, changes: &[(&str, &str)]) {
        self.navigate(changes, false);
    }

    /// Changes the address in its place: a filter while it is typed, a selection by arrow keys.
    pub fn replace(&self, changes: &[(&str, &str)]) {
        self.navigate(changes, true);
    }

    fn navigate(&self, changes: &[(&str, &str)], replace: bool) {
        let href = untrack(|| self.with(changes));
        let options = NavigateOptions {
            replace,
            scroll: false,
            ..NavigateOptions::default()
        };
        self.navigate
            .with_value(|navigate| navigate(&href, options));
    }
}
