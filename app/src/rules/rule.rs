//! One rule of a set: what it says in a line, and its numbers where they are opened.

use leptos::prelude::*;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::set as set_field;
use shared::rules::{
    Param, Place, Rule, RuleSet, Severity, What, preset, remove_rule, severity as severity_of,
    severity_name,
};

use super::param::{ParamField, RuleAt};
use super::words::{place_word, severity_word, tone, value_text, what_word};
use crate::store::{Store, use_store};
use crate::ui::*;

/// Says what a rule asks for in a line: the numbers it needs.
fn in_short(rule: &Rule, currency: &str) -> String {
    let shown = rule
        .what
        .params()
        .filter(|param| *param != Param::Travel && *param != Param::OnceADay)
        .filter_map(|param| Some(value_text(param.unit(), rule.get(param)?, currency)))
        .take(3);
    shown.collect::<Vec<_>>().join(" · ")
}

#[component]
pub fn RuleRow(id: Id, set: Memo<Option<RuleSet>>, may_plan: Memo<bool>) -> impl IntoView {
    let store = use_store();
    let key = id.clone();
    let rule = Memo::new(move |_| {
        set.with(|set| {
            let rules = set.as_ref().map(|set| &set.rules);
            rules.and_then(|rules| rules.iter().find(|rule| rule.id == key).cloned())
        })
    });
    let currency = Signal::derive(move || {
        set.with(|set| {
            set.as_ref()
                .map_or_else(String::new, |set| set.currency.to_string())
        })
    });
    let name = Signal::derive(move || {
        set.with(|set| {
            set.as_ref()
                .map_or_else(String::new, |set| set.name.clone())
        })
    });
    let place = RuleAt {
        rule,
        id: StoredValue::new(id.clone()),
        set: name,
        currency,
        disabled: Signal::derive(move || !may_plan.get()),
    };
    let made_from = set.with_untracked(|set| {
        let key = id.parts().map(|(_, key)| key)?;
        preset(&set.as_ref()?.preset)?.rule(key.as_str())
    });
    let what = rule.with_untracked(|rule| rule.as_ref().map(|rule| rule.what));
    let title = what.map_or("", what_word);
    let short = move || {
        rule.with(|rule| {
            let rule = rule.as_ref();
            rule.map_or_else(String::new, |rule| in_short(rule, &currency.get()))
        })
    };
    let severity = Memo::new(move |_| {
        rule.with(|rule| rule.as_ref().map_or(Severity::Warn, |rule| rule.severity))
    });
    let is_missing = Memo::new(move |_| {
        rule.with(|rule| rule.as_ref().is_some_and(|rule| !rule.missing().is_empty()))
    });
    let fields: Vec<Param> = what.into_iter().flat_map(What::params).collect();
    let remove = move || {
        let label = crate::t!(
            "rules.did.remove_rule",
            set = name.get_untracked(),
            rule = title.to_lowercase()
        );
        store.act(remove_rule(&place.id.get_value(), label));
    };
    view! {
        <li class="rule">
            <details>
                <summary>
                    <b>{title}</b>
                    <span class="muted">{short}</span>
                    <Badge tone=Signal::derive(move || tone(severity.get()))>
                        {move || severity_word(severity.get())}
                    </Badge>
                    <Show when=move || is_missing.get()>
                        <Badge tone=Tone::Warn>{crate::t!("rules.incomplete")}</Badge>
                    </Show>
                </summary>
                <div class="stack">
                    <section class="fields" aria-label=title>
                        {fields
                            .into_iter()
                            .map(|param| match made_from.and_then(|rule| rule.get(param)) {
                                Some(was) => view! { <ParamField place param was /> }.into_any(),
                                None => view! { <ParamField place param /> }.into_any(),
                            })
                            .collect_view()}
                        <WhereField place />
                        <SeverityField place severity />
                    </section>
                    <CitationField place />
                    <Show when=move || may_plan.get()>
                        <div class="line">
                            <Button kind=ButtonKind::Danger on_click=remove>{crate::t!("rules.remove_rule")}</Button>
                        </div>
                    </Show>
                </div>
            </details>
        </li>
    }
}

/// Writes a text of a rule.
fn write_text(store: Store, place: RuleAt, field: &'static str, name: &'static str, value: String) {
    let label = crate::t!(
        "rules.did.text",
        set = place.set.get_untracked(),
        field = name.to_lowercase()
    );
    let id = place.id.get_value();
    store.act(store.peek(|book| set_field(book, &Kind::Rule, &id, field, value, label)));
}

/// Where a rule holds; only rules of rest know places.
#[component]
fn WhereField(place: RuleAt) -> impl IntoView {
    let store = use_store();
    let knows = place.rule.with_untracked(|rule| {
        let what = rule.as_ref().map(|rule| rule.what);
        matches!(what, Some(What::RestException | What::WeeklyRest))
    });
    let value = Signal::derive(move || {
        place.rule.with(|rule| {
            let place = rule.as_ref().map_or(Place::Anywhere, |rule| rule.place);
            place.as_str().to_owned()
        })
    });
    let options: Vec<(String, String)> = Place::ALL
        .iter()
        .map(|place| (place.as_str().to_owned(), place_word(*place).to_owned()))
        .collect();
    knows.then(|| {
        view! {
            <SelectField label=crate::t!("rules.place") value options=Signal::stored(options)
                on_commit=move |chosen: String| {
                    write_text(store, place, "place", crate::t!("rules.place"), chosen);
                }
                disabled=place.disabled />
        }
    })
}

#[component]
fn SeverityField(place: RuleAt, #[prop(into)] severity: Signal<Severity>) -> impl IntoView {
    let store = use_store();
    let value = Signal::derive(move || severity_name(severity.get()).to_owned());
    let options: Vec<(String, String)> = ["block", "warn", "info"]
        .map(|name| (name.to_owned(), severity_word(severity_of(name)).to_owned()))
        .to_vec();
    view! {
        <SelectField label=crate::t!("rules.severity") value options=Signal::stored(options)
            on_commit=move |chosen: String| {
                write_text(store, place, "severity", crate::t!("rules.severity"), chosen);
            }
            disabled=place.disabled />
    }
}

/// Who says so; it stands under every finding.
#[component]
fn CitationField(place: RuleAt) -> impl IntoView {
    let store = use_store();
    let value = Signal::derive(move || {
        place.rule.with(|rule| {
            rule.as_ref()
                .map_or_else(String::new, |rule| rule.citation.to_string())
        })
    });
    view! {
        <div class="record-field">
            <LongField label=crate::t!("rules.citation") value
                on_commit=move |typed: String| {
                    write_text(store, place, "citation", crate::t!("rules.citation"), typed);
                }
                help=crate::t!("rules.citation_help") disabled=place.disabled />
            <TwoVersions kind=Kind::Rule id=place.id.get_value() field="citation"
                name=crate::t!("rules.citation") />
        </div>
    }
}
