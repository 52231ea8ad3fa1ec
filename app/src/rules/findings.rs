//! What the rules find in the plan of a day, before its sheet is issued: each with its source, its
//! likely cost, and the way to accept it with a reason.

use std::time::Duration;

use leptos::prelude::*;
use shared::calendar::parse_date;
use shared::callsheet::{CallSheet, checks};
use shared::command::Command;
use shared::id::Id;
use shared::kind::Kind;
use shared::rules::{
    PLANNED_KINDS, Severity, amount_text, findings_of_day, override_finding, take_back,
};

use super::accept::{AcceptWith, accepted_text};
use super::group::{Group, groups};
use super::words::{name_of, severity_word, tone, what_word, why};
use super::zone::zone_before;
use crate::platform::time;
use crate::shell::{path, use_production};
use crate::store::{Store, use_store};
use crate::ui::*;

/// How long after the paint of an edit the rules run: they read the drafts of two weeks.
const SOON: Duration = Duration::from_millis(120);

/// What is found, one entry for all whom it concerns alike; nothing: not looked yet.
type Found = RwSignal<Option<Vec<Group>>>;

fn look(store: Store, day: Id, sheet: Memo<CallSheet>) -> Found {
    let found: Found = RwSignal::new(None);
    let turn = StoredValue::new(0u32);
    let day = StoredValue::new(day);
    Effect::new(move |_| {
        store.with(PLANNED_KINDS, |_| ());
        let mine = turn.with_value(|turn| turn.wrapping_add(1));
        turn.set_value(mine);
        set_timeout(
            move || {
                // Something newer is to be looked at, or the room is gone.
                if turn.try_get_value() != Some(mine) {
                    return;
                }
                let date = sheet.with_untracked(|sheet| parse_date(&sheet.date));
                let all = store.peek(|book| {
                    let zone = date.map(|date| zone_before(book, date)).unwrap_or_default();
                    day.with_value(|day| findings_of_day(book, day, &zone))
                });
                found.set(Some(groups(all)));
            },
            SOON,
        );
    });
    found
}

/// The findings of a day whose draft is at hand.
#[component]
pub fn DayFindings(day: Id, sheet: Memo<CallSheet>, may_write: Memo<bool>) -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let found = look(store, day, sheet);
    let no_sets = Memo::new(move |_| {
        store.with(&[Kind::RuleSet], |book| {
            book.all(&Kind::RuleSet).next().is_none()
        })
    });
    let count = Memo::new(move |_| {
        found.with(|found| {
            let open = |group: &&Group| {
                let first = group.findings.first();
                first.is_some_and(|f| f.overridden.is_none() && f.severity != Severity::Info)
            };
            found.as_ref().map(|all| all.iter().filter(open).count())
        })
    });
    let to_rules = move || path(&production.get(), "rules");
    let title = move || match count.get() {
        None => crate::t!("rules.findings").to_owned(),
        Some(n) => crate::t!("rules.findings_count", n = n),
    };
    view! {
        <section class="rule-findings" aria-label=crate::t!("rules.findings")>
            <h3>{title}</h3>
            <Show
                when=move || !no_sets.get()
                fallback=move || {
                    view! {
                        <p class="muted">
                            {crate::t!("rules.no_sets_text")} " "
                            <a href=to_rules>{crate::t!("rules.open")}</a>
                        </p>
                    }
                }
            >
                {move || {
                    found
                        .get()
                        .map(|all| {
                            let none = all.is_empty();
                            view! {
                                {none.then(|| view! { <p class="muted">{crate::t!("rules.none_found")}</p> })}
                                <ul class:hidden=none>
                                    {all
                                        .into_iter()
                                        .map(|group| view! { <Line group may_write /> })
                                        .collect_view()}
                                </ul>
                            }
                        })
                }}
                <p class="muted">
                    {crate::t!("rules.check")} " "
                    <a href=to_rules>{crate::t!("rules.open")}</a>
                </p>
            </Show>
        </section>
    }
}

#[component]
fn Line(group: Group, may_write: Memo<bool>) -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let first = group.findings.first().cloned();
    first.map(|first| {
        let (text, names) = store.peek(|book| {
            let names = group.names(book);
            (why(book, &first, &names), names)
        });
        let costs: Vec<String> = group
            .cost()
            .into_iter()
            .map(|(currency, n)| format!("{currency} {}", amount_text(n, &currency)))
            .collect();
        let cost = (!costs.is_empty())
            .then(|| crate::t!("rules.cost", money = costs.join(", ")));
        let accepted = first.overridden.as_ref().map(|said| accepted_text(store, said));
        let room = format!("callsheet/{}?person={}", first.day, first.person);
        let fix = move || path(&production.get(), &room);
        let call_of = crate::t!("rules.fix_of", who = store.peek(|book| name_of(book, &first.person)));
        let is_accepted = accepted.is_some();
        let (shown, word) = match is_accepted {
            true => (Tone::None, crate::t!("rules.accepted_word")),
            false => (tone(first.severity), severity_word(first.severity)),
        };
        let can_accept = !is_accepted && first.severity != Severity::Info;
        let rule = what_word(first.what);
        let group = StoredValue::new(group);
        let names = StoredValue::new(names);
        view! {
            <li class="rule-finding" class:accepted=is_accepted>
                <p class="line">
                    <Badge tone=Signal::stored(shown)>{word}</Badge>
                    <b>{rule}</b>
                </p>
                <p>{text}</p>
                {cost.map(|cost| view! { <p>{cost}</p> })}
                {accepted.map(|said| view! { <p>{said}</p> })}
                <p class="muted small">{first.citation.to_string()}</p>
                {(!is_accepted)
                    .then(|| view! { <p><a href=fix aria-label=call_of>{crate::t!("rules.fix")}</a></p> })}
                <Show when=move || may_write.get() && can_accept>
                    <Accept group names rule />
                </Show>
                <Show when=move || may_write.get() && is_accepted>
                    <Button kind=ButtonKind::Quiet on_click=move || {
                        let label = crate::t!("rules.did.take_back", rule = rule, who = names.get_value());
                        let all = group.with_value(|group| {
                            let each = group.findings.iter().map(|f| take_back(f, String::new()));
                            each.fold(Command::new(label), Command::and)
                        });
                        store.act(all);
                    }>{crate::t!("rules.take_back")}</Button>
                </Show>
            </li>
        }
    })
}

/// Accepts a finding with a reason, for all whom it concerns.
#[component]
fn Accept(
    group: StoredValue<Group>,
    names: StoredValue<String>,
    rule: &'static str,
) -> impl IntoView {
    let store = use_store();
    let make = move |typed: String| {
        let by = store
            .sync
            .with_untracked(|s| s.as_ref().and_then(|s| s.me.clone()));
        let label = crate::t!("rules.did.accept", rule = rule, who = names.get_value());
        store.peek(|book| {
            group.with_value(|group| {
                let mut all = Command::new(label);
                for finding in &group.findings {
                    let (by, now_ms) = (by.as_ref(), time::now_ms());
                    let one = override_finding(book, finding, &typed, by, now_ms, String::new());
                    all = all.and(one?);
                }
                Some(all)
            })
        })
    };
    view! { <AcceptWith make /> }
}

/// Lists what the rules find in a day, as it is kept when its sheet is issued.
pub fn lines_of_day(store: Store, day: &Id, sheet: &CallSheet) -> Vec<checks::Line> {
    let date = parse_date(&sheet.date);
    let all = store.peek(|book| {
        let zone = date.map(|date| zone_before(book, date)).unwrap_or_default();
        groups(findings_of_day(book, day, &zone))
    });
    let line = |group: Group| {
        let first = group.findings.first()?;
        if first.severity == Severity::Info {
            return None;
        }
        let said = first.overridden.clone();
        Some(checks::Line {
            text: store.peek(|book| why(book, first, &group.names(book))),
            source: first.citation.to_string(),
            reason: said.as_ref().map(|s| s.reason.clone()).unwrap_or_default(),
            by: said.as_ref().and_then(|s| s.by.clone()),
            at_ms: said.and_then(|s| s.at_ms),
        })
    };
    all.into_iter().filter_map(line).collect()
}
