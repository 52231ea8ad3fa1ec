//! The room of working-time rules: all sets of the production, one beside the list.

use std::hash::Hash;

use leptos::prelude::*;
use shared::access::Audience;
use shared::id::Id;
use shared::rules::{KINDS, RuleSet, Rulebook};

use super::add::AddPreset;
use super::set::SetPane;
use super::words::set_for;
use crate::calendar::dates;
use crate::people::{Address, use_address};
use crate::shell::{path, use_production};
use crate::store::{Reading, use_store};
use crate::ui::*;

#[component]
pub fn RulesRoom() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let address = use_address("rules");
    let sets = Memo::new(move |_| store.with(KINDS, |book| Rulebook::of(book).sets));
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let open = Memo::new(move |_| address.id("set"));
    let none = Memo::new(move |_| sets.with(Vec::is_empty));
    let is_read = Memo::new(move |_| store.reading.get() >= Reading::Whole);
    let back = Signal::derive(move || path(&production.get(), "settings"));
    view! {
        <div class="stack rules-room">
            <RoomHead title=crate::t!("rules.title") back />
            <p class="muted">{crate::t!("rules.lead")}</p>
            <Split>
                <div class="stack">
                    <Show when=move || none.get() && is_read.get()>
                        <Empty title=crate::t!("rules.empty") text=Signal::derive(move || {
                            match may_plan.get() {
                                true => crate::t!("rules.empty_text").to_owned(),
                                false => crate::t!("rules.empty_crew").to_owned(),
                            }
                        }) />
                    </Show>
                    <ul class="list" aria-label=crate::t!("rules.title") class:hidden=move || none.get()>
                        <For each=move || sets.get() key=shown let:set>
                            <SetRow set address open />
                        </For>
                    </ul>
                    <Show when=move || may_plan.get()>
                        <AddPreset address />
                    </Show>
                </div>
                {move || open.get().map(|id| view! { <SetPane id address may_plan /> })}
            </Split>
        </div>
    }
}

/// What a row shows of a set: it is drawn anew when one of these changes.
fn shown(set: &RuleSet) -> impl Hash + Eq + use<> {
    let texts = [&set.name, &set.source, &set.agreement].map(String::clone);
    let dates = (set.valid_from, set.until);
    let is_incomplete = is_incomplete(set);
    (
        set.id.clone(),
        texts,
        dates,
        set.applies_to,
        set.rules.len(),
        is_incomplete,
    )
}

fn is_incomplete(set: &RuleSet) -> bool {
    set.rules.iter().any(|rule| !rule.missing().is_empty())
}

#[component]
fn SetRow(set: RuleSet, address: Address, open: Memo<Option<Id>>) -> impl IntoView {
    let id = set.id.clone();
    let is_open = {
        let id = id.clone();
        Memo::new(move |_| open.with(|open| open.as_ref() == Some(&id)))
    };
    let href = {
        let id = id.clone();
        move || address.with(&[("set", id.as_str())])
    };
    let facts = [
        Some(set_for(&set)),
        set.valid_from
            .map(|date| crate::t!("rules.from", date = dates::medium(date))),
        set.until
            .map(|date| crate::t!("rules.until", date = dates::medium(date))),
        Some(crate::t!("rules.count", n = set.rules.len())),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let is_incomplete = is_incomplete(&set);
    view! {
        <li class="row-item">
            <a class="row rule-set-link" href=href data-id=id.to_string()
                aria-current=move || is_open.get().then_some("true")>
                <span class="grow">
                    <b>{set.name.clone()}</b>
                    <small>{facts.join(" · ")}</small>
                    <small class="muted">{set.source.clone()}</small>
                </span>
                {is_incomplete.then(|| view! { <Badge tone=Tone::Warn>{crate::t!("rules.incomplete")}</Badge> })}
            </a>
        </li>
    }
}
