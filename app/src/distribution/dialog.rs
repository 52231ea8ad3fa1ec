//! Before a sheet goes out by mail: the rules, who is on the list and why, who is not.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::callsheet::overview::KINDS;
use shared::command::Command;
use shared::distribution::{List, Off, Rule, Rules, Why, recipients, rules, set_person, set_rule};
use shared::id::Id;
use shared::kind::Kind;
use shared::people::departments;

use super::panel::Mailing;
use super::people::{OffRow, OnRow};
use crate::callsheet::use_sheet;
use crate::store::use_store;
use crate::ui::*;

/// The rules of call sheets lie under this name.
pub fn what() -> Id {
    Id::new(shared::callsheet::issue::CALLSHEET)
}

/// Who was put on or left off this one list by hand.
pub type ByHand = RwSignal<BTreeMap<Id, bool>>;

fn rule_name(rule: Rule) -> &'static str {
    match rule {
        Rule::Working => crate::t!("distribution.rule.working"),
        Rule::Heads => crate::t!("distribution.rule.heads"),
        Rule::Crew => crate::t!("distribution.rule.crew"),
        Rule::Cast => crate::t!("distribution.rule.cast"),
        Rule::Background => crate::t!("distribution.rule.background"),
    }
}

/// Says who is on a list: "48 people: 31 working, 17 heads of department. 3 have no address".
fn summary(list: &List) -> String {
    let of = |n: usize, text: String| (n > 0).then_some(text);
    let working = list.count(|w| *w == Why::Working);
    let heads = list.count(|w| *w == Why::Head);
    let rest = list.on.len().saturating_sub(working + heads);
    let parts: Vec<String> = [
        of(working, crate::t!("distribution.sum.working", n = working)),
        of(heads, crate::t!("distribution.sum.heads", n = heads)),
        of(rest, crate::t!("distribution.sum.others", n = rest)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let people = crate::t!("distribution.sum.people", n = list.on.len());
    match parts.is_empty() {
        true => people,
        false => format!("{people}: {}", parts.join(", ")),
    }
}

#[component]
pub fn MailDialog(mailing: Mailing, open: RwSignal<bool>) -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let by_hand: ByHand = RwSignal::new(BTreeMap::new());
    let remember = RwSignal::new(false);
    let stored = Memo::new(move |_| store.with(&[Kind::Recipients], |book| rules(book, &what())));
    let list = Memo::new(move |_| {
        let mut rules: Rules = stored.get();
        rules.people.extend(by_hand.get());
        room.sheet.with(|sheet| {
            let sheet = sheet.as_ref()?;
            Some(store.with(KINDS, |book| recipients(book, &rules, sheet)))
        })
    });
    let list = Memo::new(move |_| list.get().unwrap_or_default());
    let count = Memo::new(move |_| list.with(|l| l.on.len() - l.without_address()));
    let send = move || {
        let issue = room.issue.get_untracked();
        if remember.get_untracked() {
            let label = crate::t!("distribution.did_remember").to_owned();
            let people = by_hand.get_untracked().into_iter();
            let command = people.fold(Command::new(label), |command, (person, on)| {
                command.and(set_person(&what(), &person, Some(on), String::new()))
            });
            if !command.is_empty() {
                store.act_quietly(command);
            }
        }
        let (on, out) = list.with_untracked(|l| {
            let by_hand = l.off.iter().filter(|(_, off)| *off == Off::ByHand);
            let out: Vec<Id> = by_hand.map(|(r, _)| r.person.clone()).collect();
            (l.on.clone(), out)
        });
        mailing.send(&issue, &on, &out);
        open.set(false);
    };
    let others = Signal::derive(move || {
        let on: Vec<Id> = list.with(|l| l.on.iter().map(|r| r.person.clone()).collect());
        let mut options = vec![(String::new(), crate::t!("distribution.add_none").to_owned())];
        store.with(&[Kind::Person], |book| {
            let mut all: Vec<(String, String)> = book
                .all(&Kind::Person)
                .filter(|p| !on.contains(&p.id) && !p.text("name").is_empty())
                .map(|p| (p.id.to_string(), p.text("name").to_owned()))
                .collect();
            all.sort_by_cached_key(|(id, name)| (shared::people::fold(name), id.clone()));
            options.extend(all);
        });
        options
    });
    let add = move |person: String| {
        if !person.is_empty() {
            by_hand.update(|all| {
                all.insert(Id::new(person), true);
            });
        }
    };
    view! {
        <div class="stack mail-dialog">
            <RuleTicks stored />
            <p role="status">
                <b>{move || list.with(summary)}</b>
                {move || {
                    let n = list.with(List::without_address);
                    (n > 0).then(|| format!(". {}", crate::t!("distribution.sum.no_address", n = n)))
                }}
            </p>
            <details class="mail-people">
                <summary>{crate::t!("distribution.show_people")}</summary>
                <ListCard label=crate::t!("distribution.on_list")>
                    <For each=move || list.with(|l| l.on.clone()) key=|r| (r.person.clone(), r.why.clone(), r.address.clone()) let:recipient>
                        <OnRow recipient by_hand />
                    </For>
                </ListCard>
            </details>
            <Show when=move || list.with(|l| !l.off.is_empty())>
                <h3>{crate::t!("distribution.off_list")}</h3>
                <ListCard label=crate::t!("distribution.off_list")>
                    <For each=move || list.with(|l| l.off.clone()) key=|(r, off)| (r.person.clone(), format!("{off:?}")) let:row>
                        <OffRow recipient=row.0 off=row.1 by_hand />
                    </For>
                </ListCard>
            </Show>
            <SelectField
                label=crate::t!("distribution.add")
                value=Signal::stored(String::new())
                options=others
                on_commit=add
            />
            <Show when=move || !by_hand.with(BTreeMap::is_empty)>
                <CheckField
                    label=crate::t!("distribution.remember")
                    value=remember
                    on_commit=move |on| remember.set(on)
                />
            </Show>
            <div class="line">
                <Button
                    kind=ButtonKind::Main
                    disabled=Signal::derive(move || count.get() == 0)
                    on_click=send
                >
                    {move || crate::t!("distribution.send", n = count.get())}
                </Button>
                <Button on_click=move || open.set(false)>{crate::t!("distribution.cancel")}</Button>
            </div>
            <p class="muted">{crate::t!("distribution.send_help")}</p>
        </div>
    }
}

/// The rules: who is meant, whoever that is on the day.
#[component]
fn RuleTicks(stored: Memo<Rules>) -> impl IntoView {
    let store = use_store();
    let set = move |field: String, name: String, on: bool| {
        let label = if on {
            crate::t!("distribution.did_rule_on", name = name)
        } else {
            crate::t!("distribution.did_rule_off", name = name)
        };
        store.act(store.peek(|book| set_rule(book, &what(), &field, on, label)));
    };
    let all = Memo::new(move |_| {
        store.with(&[Kind::Department], |book| {
            departments(book)
                .into_iter()
                .map(|d| (d.id, d.name))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <fieldset class="mail-rules">
            <legend>{crate::t!("distribution.rules")}</legend>
            {Rule::ALL
                .map(|rule| {
                    view! {
                        <CheckField
                            label=rule_name(rule)
                            value=Signal::derive(move || stored.with(|r| r.on.contains(&rule)))
                            on_commit=move |on| set(rule.as_str().into(), rule_name(rule).into(), on)
                        />
                    }
                })
                .collect_view()}
        </fieldset>
        <details>
            <summary>{crate::t!("distribution.rule.departments")}</summary>
            <div class="mail-rules">
                <For each=move || all.get() key=|d| d.clone() let:department>
                    {
                        let (id, name) = department;
                        let key = id.clone();
                        let said = name.clone();
                        view! {
                            <CheckField
                                label=name
                                value=Signal::derive(move || stored.with(|r| r.departments.contains(&key)))
                                on_commit=move |on| set(format!("department/{id}"), said.clone(), on)
                            />
                        }
                    }
                </For>
            </div>
        </details>
    }
}
