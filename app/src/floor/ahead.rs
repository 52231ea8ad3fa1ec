//! Who runs into a penalty in how many minutes, the soonest first, and the one tap that helps.

use jiff::civil::Date;
use leptos::prelude::*;
use shared::access::Audience;
use shared::callsheet::CallSheet;
use shared::clock;
use shared::floor::{self, Ahead, AtWork, Reach, ahead, at_work, at_work_kinds};
use shared::id::Id;
use shared::kind::Kind;
use shared::rules::Severity;

use super::day::{DayChoice, use_reach};
use super::live::is_on;
use crate::rules::{tone, what_word, zone_before};
use crate::shell::{path, use_production};
use crate::store::use_store;
use crate::t;
use crate::ui::*;

/// How far ahead the floor looks: long enough to end a setup and call a meal.
const WITHIN_MIN: i64 = 120;
/// How many names stand in a line before the rest is folded.
const NAMES: usize = 6;

/// The limits of a day that is being shot: of everybody for who keeps everybody's times, else of
/// the own department, or the own.
#[component]
pub fn PenaltiesAhead(day: DayChoice, sheet: Memo<Option<CallSheet>>) -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let reach = use_reach(sheet);
    let is_today = Memo::new(move |_| is_on(day));
    let people = Memo::new(move |_| {
        let day = day.chosen.get().filter(|_| is_today.get())?;
        let me = store.me();
        let mut people = store.with(&at_work_kinds(), |book| at_work(book, &day));
        reach.with(|reach| {
            store.peek(|book| {
                people.retain(|one| {
                    let who = &one.worker.person;
                    reach.holds(book, who) || me.as_ref() == Some(who)
                });
            });
        });
        Some(people)
    });
    let zone = Memo::new(move |_| {
        let date = day.planned.with(|planned| {
            let date: Date = planned.as_ref()?.date.parse().ok()?;
            Some(date)
        });
        store.with(&[Kind::Production], |book| {
            date.map(|date| zone_before(book, date)).unwrap_or_default()
        })
    });
    let all = Memo::new(move |_| {
        let Some(now) = day.now_min() else {
            return Vec::new();
        };
        people.with(|people| {
            let people: Vec<&AtWork> = people.iter().flatten().collect();
            let kinds = [Kind::RuleSet, Kind::Rule];
            store.with(&kinds, |book| {
                zone.with(|zone| ahead(book, &people, now, zone, WITHIN_MIN))
            })
        })
    });
    let has_sets = Memo::new(move |_| {
        store.with(&[Kind::RuleSet], |book| {
            book.all(&Kind::RuleSet).next().is_some()
        })
    });
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let is_shown =
        Memo::new(move |_| people.with(Option::is_some) && (has_sets.get() || may_plan.get()));
    let rules = move || all.with(|all| all.iter().map(|a| a.rule.clone()).collect::<Vec<_>>());
    let of = move |rule: Id| {
        Memo::new(move |_| all.with(|all| all.iter().find(|a| a.rule == rule).cloned()))
    };
    let to_rules = move || path(&production.get(), "rules");
    view! {
        <Show when=move || is_shown.get()>
            <section class="card ahead" aria-label=t!("ahead.title")>
                <h2>{t!("ahead.title")}</h2>
                <Show
                    when=move || has_sets.get()
                    fallback=move || view! {
                        <p class="muted">{t!("rules.no_sets_text")} " " <a href=to_rules>{t!("rules.open")}</a></p>
                    }
                >
                    <Show
                        when=move || !all.with(Vec::is_empty)
                        fallback=|| view! { <p class="muted">{t!("ahead.none")}</p> }
                    >
                        <ul class="ahead-rules">
                            <For each=rules key=Clone::clone let:rule>
                                <Rule one=of(rule) day reach />
                            </For>
                        </ul>
                    </Show>
                    <p class="muted small">{t!("rules.check")}</p>
                </Show>
            </section>
        </Show>
    }
}

/// Says how long there is: "in 12 min", "8 min over".
fn how_long(in_min: i64) -> String {
    match in_min {
        0 => t!("ahead.now").to_owned(),
        n if n < 0 => t!("ahead.over", n = clock::length(n.saturating_abs())),
        n => t!("ahead.in", n = clock::length(n)),
    }
}

/// One rule: how long, what, who, whose rule it is, and a meal for all of them.
#[component]
fn Rule(one: Memo<Option<Ahead>>, day: DayChoice, reach: Memo<Reach>) -> impl IntoView {
    let store = use_store();
    let badge = move || {
        one.get().map(|one| {
            let in_min = one.in_min();
            let shown = match in_min {
                ..=0 => tone(Severity::Block),
                _ => tone(one.severity),
            };
            view! { <Badge tone=Signal::stored(shown)>{how_long(in_min)}</Badge> }
        })
    };
    let what = Memo::new(move |_| {
        one.with(|one| {
            let one = one.as_ref()?;
            let step = one.people.first().map_or(0, |runs| runs.step);
            let word = what_word(one.what);
            Some(match step {
                0 | 1 => word.to_owned(),
                n => t!("ahead.step", what = word, n = n),
            })
        })
    });
    let source = Memo::new(move |_| {
        one.with(|one| {
            let one = one.as_ref()?;
            let both = [one.set.clone(), one.source.to_string()];
            let said: Vec<String> = both.into_iter().filter(|t| !t.is_empty()).collect();
            Some(said.join(": "))
        })
    });
    let for_meal = Memo::new(move |_| {
        let ids = one.with(|one| {
            let one = one.as_ref().filter(|one| one.is_meal());
            let people = one.map(|one| one.people.as_slice()).unwrap_or_default();
            people.iter().map(|p| p.person.clone()).collect::<Vec<_>>()
        });
        reach.with(|reach| {
            store.with(&[Kind::Times, Kind::Person], |book| {
                let day = day.chosen.get();
                ids.into_iter()
                    .filter(|id| reach.holds(book, id))
                    .filter(|id| {
                        let row = day.as_ref().map(|day| floor::time_row(book, day, id));
                        row.is_some_and(|row| floor::next_meal(&row).is_some())
                    })
                    .collect::<Vec<Id>>()
            })
        })
    });
    let send = move || {
        let (Some(id), Some(now)) = (day.chosen.get_untracked(), day.now()) else {
            store.warn(t!("times.not_today"));
            return;
        };
        let people = for_meal.get_untracked();
        let label = t!(
            "ahead.did_meal",
            n = people.len(),
            time = clock::wall_text(now)
        );
        store.act(store.peek(|book| floor::meal_out(book, &id, &people, now, label)));
    };
    view! {
        <li class="ahead-rule">
            <p class="line">{badge} <b>{what}</b></p>
            <Names one day />
            <p class="muted small">{source}</p>
            <Show when=move || !for_meal.with(Vec::is_empty)>
                <Button on_click=send>{move || t!("ahead.meal", n = for_meal.with(Vec::len))}</Button>
            </Show>
        </li>
    }
}

/// Who, each with their own limit; a name leads to that person's times.
#[component]
fn Names(one: Memo<Option<Ahead>>, day: DayChoice) -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let may_price = Memo::new(move |_| store.may_read(&Audience::Office));
    // Without the minutes that are left: a list that is drawn anew each minute loses the focus.
    let names = Memo::new(move |_| {
        one.with(|one| {
            let people = one.as_ref().map(|one| one.people.as_slice());
            let said = people.unwrap_or_default().iter().map(|runs| {
                let at = clock::wall_text(runs.at_min);
                let text = match runs.is_stamped {
                    true => t!("ahead.who", name = runs.name, time = at),
                    false => t!("ahead.who_by_call", name = runs.name, time = at),
                };
                let cost = runs.cost.as_ref().filter(|_| may_price.get());
                let text = match cost {
                    Some(cost) => t!("ahead.who_cost", who = text, cost = cost.text()),
                    None => text,
                };
                (runs.person.clone(), text)
            });
            said.collect::<Vec<_>>()
        })
    });
    let link = move |(person, text): (Id, String)| {
        let day = day
            .chosen
            .get()
            .map(|id| id.to_string())
            .unwrap_or_default();
        let room = format!("times?day={day}&person={person}");
        let href = path(&production.get(), &room);
        view! { <li><a href=href>{text}</a></li> }
    };
    move || {
        let mut first = names.get();
        let rest = first.split_off(NAMES.min(first.len()));
        let more = (!rest.is_empty()).then(|| {
            view! {
                <details>
                    <summary>{t!("ahead.more", n = rest.len())}</summary>
                    <ul class="ahead-names">{rest.into_iter().map(link).collect_view()}</ul>
                </details>
            }
        });
        view! {
            <ul class="ahead-names">{first.into_iter().map(link).collect_view()}</ul>
            {more}
        }
    }
}
