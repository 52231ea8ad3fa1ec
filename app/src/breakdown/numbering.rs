//! Numbering the cast: how, what would change, and the locks that keep a number.

use std::collections::HashMap;

use leptos::prelude::*;
use shared::breakdown::category::{CAST, id_of};
use shared::breakdown::{Numbering, in_category, lock_numbers, number_cast, unlock_numbers};
use shared::command::Write;
use shared::id::Id;
use shared::kind::Kind;
use shared::record::Value;

use crate::store::{Store, use_store};
use crate::ui::*;

const WAYS: [(&str, Numbering); 3] = [
    ("scenes", Numbering::MostScenes),
    ("first", Numbering::FirstAppearance),
    ("order", Numbering::Order),
];

/// One of the cast, with the number now and the number afterwards.
#[derive(Clone, PartialEq, Eq)]
struct Renumbered {
    id: Id,
    name: String,
    before: String,
    after: String,
    scenes: usize,
    is_locked: bool,
}

fn renumbered(store: Store, by: Numbering) -> Vec<Renumbered> {
    store.with(&[Kind::Character, Kind::Scene, Kind::Category], |book| {
        let command = number_cast(book, by, String::new());
        let new: HashMap<&Id, &str> = command
            .edits
            .iter()
            .filter_map(|edit| match &edit.write {
                Write::Put(Value::Text(number)) => Some((&edit.id, &**number)),
                _ => None,
            })
            .collect();
        let cast = in_category(book, &id_of(CAST)).into_iter();
        let mut all: Vec<Renumbered> = cast
            .map(|e| Renumbered {
                after: new
                    .get(&e.id)
                    .map_or(&*e.number, |number| number)
                    .to_owned(),
                before: e.number.to_string(),
                name: e.name.to_string(),
                scenes: e.scenes.len(),
                is_locked: e.is_number_locked,
                id: e.id,
            })
            .collect();
        all.sort_by(|a, b| shared::people::cast::compare_numbers(&a.after, &b.after));
        all
    })
}

#[component]
pub fn NumberCast(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open title=crate::t!("breakdown.numbering")>
            <Ways open />
        </Dialog>
    }
}

#[component]
fn Ways(open: RwSignal<bool>) -> impl IntoView {
    let store = use_store();
    let way = RwSignal::new(WAYS[0].0.to_owned());
    let by = move || {
        let way = way.get();
        let found = WAYS.iter().find(|(key, _)| *key == way);
        found.map(|(_, by)| *by).unwrap_or_default()
    };
    let all = Memo::new(move |_| renumbered(store, by()));
    let changed =
        Memo::new(move |_| all.with(|all| all.iter().filter(|r| r.before != r.after).count()));
    let options = Signal::derive(|| {
        let words = [
            crate::t!("breakdown.by_scenes"),
            crate::t!("breakdown.by_first"),
            crate::t!("breakdown.by_order"),
        ];
        let ways = WAYS.iter().zip(words);
        ways.map(|((key, _), word)| ((*key).to_owned(), word.to_owned()))
            .collect::<Vec<_>>()
    });
    let number = move || {
        let label = crate::t!("breakdown.did.numbered", n = changed.get_untracked());
        store.act(store.peek(|book| number_cast(book, untrack(by), label)));
        open.set(false);
    };
    view! {
        <p class="muted">{crate::t!("breakdown.numbering_help")}</p>
        <Segments label=crate::t!("breakdown.numbering_by") options value=way on_change=move |chosen| way.set(chosen) />
        <p role="status">{move || match changed.get() {
            0 => crate::t!("breakdown.numbering_same").to_owned(),
            n => crate::t!("breakdown.numbering_changes", n = n),
        }}</p>
        <table class="renumbered">
            <thead>
                <tr>
                    <th scope="col">{crate::t!("breakdown.before")}</th>
                    <th scope="col">{crate::t!("breakdown.after")}</th>
                    <th scope="col">{crate::t!("breakdown.name")}</th>
                    <th scope="col" class="n">{crate::t!("breakdown.scenes")}</th>
                </tr>
            </thead>
            <tbody>
                {move || all.get().into_iter().map(row).collect_view()}
            </tbody>
        </table>
        <div class="line">
            <Button kind=ButtonKind::Main on_click=number disabled=Signal::derive(move || changed.get() == 0)>
                {crate::t!("breakdown.number_cast")}
            </Button>
            <Button on_click=move || open.set(false)>{crate::t!("ui.cancel")}</Button>
            <Locks all />
        </div>
    }
}

fn row(one: Renumbered) -> impl IntoView {
    let is_changed = one.before != one.after;
    let number = |number: String| match number.as_str() {
        "" => "–".to_owned(),
        _ => number,
    };
    let (before, after) = (number(one.before), number(one.after));
    view! {
        <tr class:same=!is_changed>
            <td>{before}</td>
            <td>
                {match is_changed {
                    true => view! { <ins>{after}</ins> }.into_any(),
                    false => view! { {after} }.into_any(),
                }}
            </td>
            <th scope="row">
                {one.name}
                {one.is_locked.then(|| view! { " " <Badge>{crate::t!("breakdown.locked")}</Badge> })}
            </th>
            <td class="n">{one.scenes}</td>
        </tr>
    }
}

/// Locks every number that is given, or opens all again.
#[component]
fn Locks(all: Memo<Vec<Renumbered>>) -> impl IntoView {
    let store = use_store();
    let is_open = Memo::new(move |_| {
        all.with(|all| all.iter().any(|r| !r.is_locked && !r.before.is_empty()))
    });
    let turn = move || {
        let ids: Vec<Id> = all.with_untracked(|all| all.iter().map(|r| r.id.clone()).collect());
        let lock = is_open.get_untracked();
        store.act(store.peek(|book| match lock {
            true => lock_numbers(book, &ids, crate::t!("breakdown.did.locked_all").to_owned()),
            false => unlock_numbers(
                book,
                &ids,
                crate::t!("breakdown.did.unlocked_all").to_owned(),
            ),
        }));
    };
    view! {
        <Button kind=ButtonKind::Quiet on_click=turn>
            {move || if is_open.get() { crate::t!("breakdown.lock_all") } else { crate::t!("breakdown.unlock_all") }}
        </Button>
    }
}
