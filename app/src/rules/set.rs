//! One rule set: what it is, whom it is for, and its rules.

use leptos::prelude::*;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::set as set_field;
use shared::rules::{
    AppliesTo, KINDS, NewRule, Place, RuleSet, Rulebook, Severity, What, add_rule, preset,
    remove_set,
};

use super::rule::RuleRow;
use super::words::{applies_word, what_word};
use crate::people::Address;
use crate::platform::{links, random};
use crate::store::{Store, use_store};
use crate::ui::*;

#[component]
pub fn SetPane(id: Id, address: Address, may_plan: Memo<bool>) -> impl IntoView {
    let store = use_store();
    let key = id.clone();
    let set: Memo<Option<RuleSet>> =
        Memo::new(move |_| store.with(KINDS, |book| Rulebook::of(book).set(&key).cloned()));
    let title = Signal::derive(move || {
        set.with(|set| {
            set.as_ref().map_or_else(
                || crate::t!("rules.gone").to_owned(),
                |set| set.name.clone(),
            )
        })
    });
    let there = Memo::new(move |_| set.with(Option::is_some));
    let close = move || {
        let open = untrack(|| address.get("set"));
        address.go(&[("set", "")]);
        links::focus_later(format!("a.rule-set-link[data-id=\"{open}\"]"));
    };
    let made_from = move || {
        set.with(|set| {
            let set = set.as_ref()?;
            let from = preset(&set.preset)?;
            let version = set.preset_version.clone();
            Some(crate::t!(
                "rules.made_from",
                name = from.name,
                version = version
            ))
        })
    };
    let ids = Memo::new(move |_| {
        set.with(|set| {
            let rules = set.iter().flat_map(|set| &set.rules);
            rules.map(|rule| rule.id.clone()).collect::<Vec<Id>>()
        })
    });
    let id = StoredValue::new(id);
    let remove = move || {
        let label = crate::t!("rules.did.remove_set", set = title.get_untracked());
        store.act(remove_set(&id.get_value(), label));
        close();
    };
    view! {
        <Pane title on_close=close>
            <Show
                when=move || there.get()
                fallback=|| view! { <p class="muted">{crate::t!("rules.gone_text")}</p> }
            >
                {move || made_from().map(|text| view! { <p class="muted">{text}</p> })}
                <section class="fields" aria-label=crate::t!("rules.set")>
                    <SetText id set field="name" label=crate::t!("rules.name") may_plan />
                    <AppliesField id set may_plan />
                    <SetText id set field="agreement" label=crate::t!("rules.agreement")
                        help=crate::t!("rules.agreement_help") may_plan />
                    <SetText id set field="jurisdiction" label=crate::t!("rules.jurisdiction") may_plan />
                    <FromField id set may_plan />
                    <SetText id set field="currency" label=crate::t!("rules.currency") may_plan />
                    <div class="wide">
                        <SetText id set field="source" label=crate::t!("rules.source") may_plan />
                    </div>
                </section>
                <section class="stack">
                    <h3>{crate::t!("rules.rules")}</h3>
                    <ul class="rule-list" aria-label=crate::t!("rules.rules")>
                        <For each=move || ids.get() key=Id::clone let:rule>
                            <RuleRow id=rule set may_plan />
                        </For>
                    </ul>
                    <Show when=move || may_plan.get()>
                        <AddRule id />
                    </Show>
                </section>
                <Show when=move || may_plan.get()>
                    <div class="line">
                        <Button kind=ButtonKind::Danger on_click=remove>{crate::t!("rules.remove_set")}</Button>
                    </div>
                </Show>
            </Show>
        </Pane>
    }
}

/// Writes a text of the set.
fn write(
    store: Store,
    id: StoredValue<Id>,
    set: Memo<Option<RuleSet>>,
    field: &'static str,
    name: &'static str,
    value: String,
) {
    let of = set.with_untracked(|set| set.as_ref().map_or_else(String::new, |s| s.name.clone()));
    let label = crate::t!("rules.did.text", set = of, field = name.to_lowercase());
    let id = id.get_value();
    store.act(store.peek(|book| set_field(book, &Kind::RuleSet, &id, field, value, label)));
}

/// Reads a text of the set, tracked.
fn text_of(store: Store, id: StoredValue<Id>, field: &'static str) -> Signal<String> {
    Memo::new(move |_| {
        let record = store.record(&Kind::RuleSet, &id.get_value());
        record.map_or_else(String::new, |record| record.text(field).to_owned())
    })
    .into()
}

#[component]
fn SetText(
    id: StoredValue<Id>,
    set: Memo<Option<RuleSet>>,
    field: &'static str,
    label: &'static str,
    may_plan: Memo<bool>,
    #[prop(optional, into)] help: MaybeProp<String>,
) -> impl IntoView {
    let store = use_store();
    let wrong = RwSignal::new(None::<String>);
    let commit = move |typed: String| {
        if field == "name" && typed.trim().is_empty() {
            wrong.set(Some(crate::t!("rules.no_name").to_owned()));
            return;
        }
        wrong.set(None);
        write(store, id, set, field, label, typed);
    };
    view! {
        <div class="record-field">
            <TextField label value=text_of(store, id, field) on_commit=commit help error=wrong
                disabled=Signal::derive(move || !may_plan.get()) />
            <TwoVersions kind=Kind::RuleSet id=id.get_value() field name=label />
        </div>
    }
}

#[component]
fn AppliesField(
    id: StoredValue<Id>,
    set: Memo<Option<RuleSet>>,
    may_plan: Memo<bool>,
) -> impl IntoView {
    let store = use_store();
    let value = Signal::derive(move || {
        set.with(|set| {
            let to = set
                .as_ref()
                .map_or(AppliesTo::Agreement, |set| set.applies_to);
            to.as_str().to_owned()
        })
    });
    let label = crate::t!("rules.applies_to");
    view! {
        <SelectField label value options=Signal::stored(applies_options())
            on_commit=move |chosen: String| write(store, id, set, "applies_to", label, chosen)
            disabled=Signal::derive(move || !may_plan.get()) />
    }
}

/// Lists whom a set can be for.
pub fn applies_options() -> Vec<(String, String)> {
    AppliesTo::ALL
        .iter()
        .map(|to| (to.as_str().to_owned(), applies_word(*to).to_owned()))
        .collect()
}

#[component]
fn FromField(
    id: StoredValue<Id>,
    set: Memo<Option<RuleSet>>,
    may_plan: Memo<bool>,
) -> impl IntoView {
    let store = use_store();
    let label = crate::t!("rules.valid_from");
    view! {
        <div class="record-field">
            <DateField label value=text_of(store, id, "valid_from")
                on_commit=move |date: String| write(store, id, set, "valid_from", label, date)
                help=crate::t!("rules.valid_from_help")
                disabled=Signal::derive(move || !may_plan.get()) />
            <TwoVersions kind=Kind::RuleSet id=id.get_value() field="valid_from" name=label />
        </div>
    }
}

/// A rule of the production's own.
#[component]
fn AddRule(id: StoredValue<Id>) -> impl IntoView {
    let store = use_store();
    let what = RwSignal::new(What::DailyRest);
    let options: Vec<(String, String)> = What::ALL
        .iter()
        .map(|what| (what.as_str().to_owned(), what_word(*what).to_owned()))
        .collect();
    let add = move || {
        let what = what.get_untracked();
        let new = NewRule {
            what,
            severity: Severity::Warn,
            place: Place::Anywhere,
            citation: "",
            params: &[],
        };
        let label = crate::t!("rules.did.add_rule", rule = what_word(what).to_lowercase());
        let made = store.peek(|book| add_rule(book, &id.get_value(), &new, &mut random::id, label));
        if let Some((_, command)) = made {
            store.act(command);
        }
    };
    view! {
        <details class="rule-add">
            <summary>{crate::t!("rules.add_rule")}</summary>
            <div class="fields">
                <SelectField label=crate::t!("rules.what")
                    value=Signal::derive(move || what.get().as_str().to_owned())
                    options=Signal::stored(options)
                    on_commit=move |chosen: String| {
                        what.set(What::parse(&chosen).unwrap_or(What::DailyRest));
                    }
                    help=crate::t!("rules.add_rule_help") />
            </div>
            <div class="line">
                <Button on_click=add>{crate::t!("rules.add_rule_now")}</Button>
            </div>
        </details>
    }
}
