//! Names that may be one and the same: what is suggested, and what somebody said is two.

use std::time::Duration;

use leptos::prelude::*;
use shared::access::Audience;
use shared::breakdown::{Duplicate, Reason, duplicates, keep_apart};
use shared::id::Id;
use shared::kind::Kind;

use crate::platform::kept;
use crate::store::{Store, use_store};

use super::state::{Elements, name_of};

/// How long the list must stand still before it is searched: every pair of names is compared.
const QUIET: Duration = Duration::from_millis(400);

/// The suggestions of the open production, without those that somebody said are two.
#[derive(Clone, Copy)]
pub struct Doubles {
    store: Store,
    pub list: RwSignal<Vec<Duplicate>>,
    /// The list was searched at least once.
    pub is_known: RwSignal<bool>,
}

impl Doubles {
    /// Takes away the suggestions about an element that is being merged.
    pub fn settle(self, gone: &Id) {
        self.list
            .update(|list| list.retain(|d| d.keep != *gone && d.other != *gone));
    }

    /// Remembers for everyone that two names are two.
    pub fn keep_apart(self, production: &Id, double: &Duplicate) {
        let store = self.store;
        let label = crate::t!(
            "breakdown.did.apart",
            a = name_of(store, &double.keep),
            b = name_of(store, &double.other)
        );
        let mut pairs = vec![(double.keep.clone(), double.other.clone())];
        pairs.extend(told(production));
        store.act(store.peek(|book| keep_apart(book, &pairs, label)));
        kept::remove(&name(production));
        self.list.update(|list| list.retain(|d| d != double));
    }
}

/// Searches for doubles whenever the elements have stood still for a moment.
pub fn use_doubles(elements: Elements, production: Signal<Id>) -> Doubles {
    let store = use_store();
    let doubles = Doubles {
        store,
        list: RwSignal::new(Vec::new()),
        is_known: RwSignal::new(false),
    };
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        elements.list.track();
        // An answer of somebody else changes no element, and takes a question away.
        store.with(&[Kind::Element, Kind::Character], |_| ());
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
            let told = told(&production);
            let is_told = |d: &Duplicate| {
                let both = |(a, b): &(Id, Id)| {
                    (*a == d.keep && *b == d.other) || (*a == d.other && *b == d.keep)
                };
                told.iter().any(both)
            };
            let mut found = store.peek(duplicates);
            found.retain(|double| !is_told(double));
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

/// Returns the pairs that an earlier version remembered on this device alone. The next answer takes
/// them along into the plan.
fn told(production: &Id) -> Vec<(Id, Id)> {
    let told = kept::get(&name(production)).unwrap_or_default();
    let pairs = told.split(' ').filter_map(|pair| pair.split_once('+'));
    pairs.map(|(a, b)| (Id::new(a), Id::new(b))).collect()
}
