//! A draft beside the book: what an import would do with the choices so far.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use shared::board;
use shared::id::Id;
use shared::kind::Kind;
use shared::scene::{
    self, CastNumbers, Choices, Comparison, Fate, Gone, Plan, Planned, SceneView, Whose,
};

use crate::store::Store;

use super::filter::Filter;
use super::read::Read;

/// The kinds that a plan reads.
const KINDS: &[Kind] = &[
    Kind::Scene,
    Kind::SceneText,
    Kind::Character,
    Kind::Location,
];

/// The state of the preview. Words are compared once; a choice makes only the plan anew.
#[derive(Clone, Copy)]
pub struct Review {
    pub read: StoredValue<Read>,
    pub numbers: RwSignal<CastNumbers>,
    pub choices: RwSignal<Choices>,
    pub filter: RwSignal<Filter>,
    pub plan: Memo<Arc<Plan>>,
    comparison: Memo<Arc<Comparison>>,
    days: Memo<Arc<HashMap<Id, usize>>>,
}

impl Review {
    pub fn of(store: Store, read: Read) -> Self {
        let script = read.script.clone();
        let planned = read.script.clone();
        let numbers = RwSignal::new(CastNumbers::default());
        let choices = RwSignal::new(Choices::default());
        // Whoever asks for a new comparison has reason to: there is nothing to compare it with.
        let comparison = Memo::new_with_compare(
            move |_| store.with(KINDS, |book| Arc::new(Comparison::of(book, &script))),
            |_, _| true,
        );
        let plan = Memo::new(move |_| {
            let comparison = comparison.get();
            let made = store.peek(|book| {
                choices.with(|choices| {
                    scene::plan(book, &planned, &comparison, choices, numbers.get())
                })
            });
            Arc::new(made)
        });
        let days = Memo::new(move |_| {
            store.with(board::KINDS, |book| {
                let layout = board::layout(book, &board::active(book));
                let days = layout.days.iter();
                Arc::new(
                    days.flat_map(|day| day.strips().map(|s| (s.id.clone(), day.n)))
                        .collect::<HashMap<_, _>>(),
                )
            })
        });
        Self {
            read: StoredValue::new(read),
            numbers,
            choices,
            filter: RwSignal::new(Filter::All),
            plan,
            comparison,
            days,
        }
    }

    /// Returns a scene of the file, planned, and tracks only that one.
    pub fn scene(self, at: usize) -> Memo<Option<Planned>> {
        Memo::new(move |_| self.plan.with(|plan| plan.scenes.get(at).cloned()))
    }

    /// Says whether the book has scenes: otherwise all are new, and there is nothing to choose.
    pub fn is_first(self) -> bool {
        self.comparison
            .with(|comparison| comparison.scenes().is_empty())
    }

    /// Lists the scenes of the book, in script order.
    pub fn ours(self) -> Vec<Arc<SceneView>> {
        self.comparison
            .with(|comparison| comparison.scenes().to_vec())
    }

    pub fn day_of(self, scene: &Id) -> Option<usize> {
        self.days.with(|days| days.get(scene).copied())
    }

    pub fn accept(self, at: usize, is_accepted: bool) {
        self.choices
            .update(|choices| choices.set_accepted(at, is_accepted));
    }

    pub fn tell(self, at: usize, whose: Option<Whose>) {
        self.choices.update(|choices| choices.tell(at, whose));
    }

    pub fn leave(self, scene: &Id, gone: Gone) {
        self.choices.update(|choices| {
            choices.gone.insert(scene.clone(), gone);
        });
    }

    /// Takes or keeps all scenes of the file of some fates.
    pub fn accept_all(self, fates: &[Fate], is_accepted: bool) {
        let plan = self.plan.get_untracked();
        self.choices.update(|choices| {
            for (at, planned) in plan.scenes.iter().enumerate() {
                if fates.contains(&planned.fate) {
                    choices.set_accepted(at, is_accepted);
                }
            }
        });
    }

    /// Decides for all scenes that a script had and the draft has not.
    pub fn leave_all(self, gone: Gone) {
        let plan = self.plan.get_untracked();
        self.choices.update(|choices| {
            for missing in plan
                .missing
                .iter()
                .filter(|m| !m.is_by_hand || gone == Gone::Keep)
            {
                choices.gone.insert(missing.scene.id.clone(), gone);
            }
        });
    }
}
