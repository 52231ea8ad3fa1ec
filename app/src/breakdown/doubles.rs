//! Names that may be one and the same: what is suggested, and what somebody said is two.

use std::collections::HashSet;
use std::time::Duration;

use leptos::prelude::*;
use shared::access::Audience;
use shared::breakdown::{Duplicate, Reason, duplicates};
use shared::id::Id;

use crate::platform::kept;
use crate::store::use_store;

use super::state::Elements;

/// How long the list must stand still before it is searched: every pair of names is compared.
const QUIET: Duration = Duration::from_millis(400);

/// The suggestions of the open production, without those that this device was told are two.
#[derive(Clone, Copy)]
pub struct Doubles {
    pub list: RwSignal<Vec<Duplicate>>,
    /// The list was searched at least once.
    pub is_known: RwSignal<bool>,
    told: RwSignal<HashSet<String>>,
}

impl Doubles {
    /// Takes away the suggestions about an element that is being merged.
    pub fn settle(self, gone: &Id) {
        self.list
            .update(|list| list.retain(|d| d.keep != *gone && d.other != *gone));
    }

    /// Remembers that two names are two, on this device.
    pub fn keep_apart(self, production: &Id, double: &Duplicate) {
        let mut told = self.told.get_untracked();
        told.insert(key(double));
        let mut all: Vec<&str> = told.iter().map(String::as_str).collect();
        all.sort_unstable();
        kept::set(&name(production), &all.join(" "));
        self.list
            .update(|list| list.retain(|d| key(d) != key(double)));
        self.told.set(told);
    }
}

/// Searches for doubles whenever the elements have stood still for a moment.
pub fn use_doubles(elements: Elements, production: Signal<Id>) -> Doubles {
    let store = use_store();
    let doubles = Doubles {
        list: RwSignal::new(Vec::new()),
        is_known: RwSignal::new(false),
        told: RwSignal::new(HashSet::new()),
    };
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        elements.list.track();
        // Whoever only reads can merge nothing, and is not asked.
        if !store.may_write(&Audience::Plan) {
            return;
        }
        let production = production.get();
        turn.update_value(|n| *n = n.wrapping_add(1));
        let mine = turn.get_value();
        let search = move || {
            if turn.try_get_value() != Some(mine) {
                return;
            }
            let told = kept::get(&name(&production)).unwrap_or_default();
            let told: HashSet<String> = told.split(' ').map(str::to_owned).collect();
            let mut found = store.peek(duplicates);
            found.retain(|double| !told.contains(&key(double)));
            doubles.told.set(told);
            doubles.list.set(found);
            doubles.is_known.set(true);
        };
        set_timeout(search, QUIET);
    });
    doubles
}

/// Says why two names look like one.
pub fn reason_words(reason: Reason) -> &'static str {
    match reason {
        Reason::SameName => crate::t!("breakdown.reason.same"),
        Reason::Extension => crate::t!("breakdown.reason.extension"),
        Reason::Plural => crate::t!("breakdown.reason.plural"),
        Reason::ShortForm => crate::t!("breakdown.reason.short"),
        Reason::PartOfName => crate::t!("breakdown.reason.part"),
        Reason::Typo => crate::t!("breakdown.reason.typo"),
        Reason::OtherCategory => crate::t!("breakdown.reason.category"),
    }
}

fn name(production: &Id) -> String {
    format!("apart.{production}")
}

/// The same for both orders, since who is kept changes with the scenes.
fn key(double: &Duplicate) -> String {
    let (a, b) = match double.keep < double.other {
        true => (&double.keep, &double.other),
        false => (&double.other, &double.keep),
    };
    format!("{a}+{b}")
}
