//! The office's side of Today: the day's progress, who has the sheet, what to do, what was said.

use leptos::prelude::*;
use shared::access::Audience;
use shared::callsheet::overview;
use shared::callsheet::receipts::{Got, ReceiptRow};
use shared::floor::todo::{Reached, Todo, What, reached, todo};
use shared::floor::{self, Entry, Tally, day_report};
use shared::id::Id;
use shared::kind::Kind;

use super::call::tel;
use super::room::Shown;
use crate::floor::{TallyBar, minute_text, name_of, short_date};
use crate::shell::{path, use_production};
use crate::store::use_store;
use crate::t;
use crate::ui::*;

/// How many rows a list shows before it says how many more there are.
const SHOWN: usize = 6;

/// The overview.
#[component]
pub fn Office(shown: Shown) -> impl IntoView {
    view! {
        <div class="today-office">
            <Todos shown />
            <Progress shown />
            <Receipts shown />
            <Notes shown />
        </div>
    }
}

/// The day that is shown and the one after it.
fn near(shown: Shown) -> Option<(Vec<floor::PlannedDay>, Vec<floor::PlannedDay>)> {
    let current = shown.current.get()?;
    shown.days.with(|days| {
        let at = days.iter().position(|day| day.day == current.day)?;
        Some((
            days.iter().skip(at).take(2).cloned().collect(),
            days.iter().take(at).cloned().collect(),
        ))
    })
}

#[component]
fn Todos(shown: Shown) -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let list = Memo::new(move |_| {
        let (days, before) = near(shown)?;
        let mut kinds = overview::KINDS.to_vec();
        kinds.extend([Kind::Receipt, Kind::Progress]);
        Some(store.with(&kinds, |book| todo(book, &days, &before)))
    });
    let row = move |todo: Todo| {
        let day = match todo.date.as_str() {
            "" => t!("floor.day", n = todo.number),
            date => t!("floor.day_on", n = todo.number, date = short_date(date)),
        };
        let room = |name: &str| path(&production.get_untracked(), name);
        let draft = room(&format!("callsheet/{}", todo.day));
        let (said, more, href, act) = match &todo.what {
            What::NoSheet { warnings } => (
                t!("today.todo.no_sheet"),
                if *warnings == 0 {
                    String::new()
                } else {
                    t!("today.todo.warnings", n = warnings)
                },
                draft,
                t!("today.todo.draft"),
            ),
            What::Stale { issue, changes } => (
                t!("today.todo.stale"),
                t!("today.todo.stale_more", n = changes, colour = issue.colour),
                draft,
                t!("today.todo.revise"),
            ),
            What::Collides { issue } => (
                t!("today.todo.collides"),
                t!("today.todo.collides_more", colour = issue.colour),
                draft,
                t!("today.todo.revise"),
            ),
            What::Unreached { issue, people } => (
                t!("today.todo.unreached"),
                t!(
                    "today.todo.unreached_more",
                    n = people,
                    colour = issue.colour
                ),
                room(&format!("sheet/{}", issue.id)),
                t!("today.todo.ring"),
            ),
            What::Owed { scenes, pages } => (
                t!("today.todo.owed"),
                t!("today.todo.owed_more", n = scenes, pages = pages),
                room("board"),
                t!("today.todo.board"),
            ),
        };
        let name = format!("{act}, {day}");
        view! {
            <li class="row">
                <span class="grow">
                    <b>{said}</b>
                    <small>{[day, more].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ")}</small>
                </span>
                <LinkButton href=Signal::stored(href) name=name>{act}</LinkButton>
            </li>
        }
    };
    view! {
        <section class="today-part">
            <h2>{t!("today.todo")}</h2>
            {move || {
                let list = list.get().unwrap_or_default();
                if list.is_empty() {
                    view! { <p class="card muted">{t!("today.todo.none")}</p> }.into_any()
                } else {
                    view! {
                        <ul class="list" aria-label=t!("today.todo")>
                            {list.into_iter().map(row).collect_view()}
                        </ul>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

#[component]
fn Progress(shown: Shown) -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let tally = Memo::new(move |_| {
        let day = shown
            .day
            .with(|day| day.as_ref().map(|day| day.planned.clone()));
        day.map(|planned| store.with(floor::KINDS, |book| day_report(book, &planned).tally))
    });
    let href = move || {
        let day = shown
            .current
            .get()
            .map(|current| current.day.to_string())
            .unwrap_or_default();
        format!("{}?day={day}", path(&production.get(), "report"))
    };
    view! {
        <section class="today-part">
            <h2>{t!("today.progress")}</h2>
            <div class="card">
                <TallyBar tally=Signal::derive(move || tally.get().unwrap_or_else(Tally::default)) />
                <p><a href=href>{t!("today.progress.report")}</a></p>
            </div>
        </section>
    }
}

#[component]
fn Receipts(shown: Shown) -> impl IntoView {
    let store = use_store();
    let list = Memo::new(move |_| {
        let (days, _) = near(shown)?;
        let kinds = [Kind::Issue, Kind::Receipt, Kind::Person, Kind::Device];
        Some(store.with(&kinds, |book| {
            days.iter()
                .filter_map(|day| Some((day.number, reached(book, &day.day)?)))
                .collect::<Vec<_>>()
        }))
    });
    move || {
        let list = list.get().unwrap_or_default();
        (!list.is_empty() && store.may_read(&Audience::Floor)).then(|| {
            list.into_iter()
                .map(|(number, reached)| view! { <ReceiptCard number reached /> })
                .collect_view()
        })
    }
}

#[component]
fn ReceiptCard(number: u32, reached: Reached) -> impl IntoView {
    let production = use_production();
    let href = path(
        &production.get_untracked(),
        &format!("sheet/{}", reached.issue.id),
    );
    let title = t!("today.receipts", n = number, colour = reached.issue.colour);
    let tally = reached.tally;
    let more = reached.open.len().saturating_sub(SHOWN);
    let share = 100 * u64::from(tally.acknowledged) / u64::from(tally.people.max(1));
    let row = |row: ReceiptRow| {
        let (tone, mark, word) = match row.got {
            Got::Nothing => (Tone::Bad, "■", t!("today.receipts.nothing")),
            Got::Received => (Tone::None, "○", t!("today.receipts.received")),
            _ => (Tone::None, "◐", t!("today.receipts.opened")),
        };
        let call = tel(&row.phone);
        view! {
            <li class="row">
                <span class="grow">
                    <b>{row.name.clone()}</b>
                    <small>{row.position}</small>
                </span>
                <Badge tone mark=Signal::stored(mark.to_owned())>{word}</Badge>
                {call.map(|href| view! {
                    <a class="btn soft ring" href=href aria-label=t!("today.ring.name", name = row.name)>
                        <Icon icon=IconName::Phone />
                        {t!("today.ring")}
                    </a>
                })}
            </li>
        }
    };
    let label = title.clone();
    view! {
        <section class="today-part">
            <h2>{title}</h2>
            <div class="card receipts">
                <p>
                    <b>{t!("today.receipts.tally", n = tally.acknowledged, of = tally.people)}</b>
                </p>
                <div class="tally-bar" aria-hidden="true">
                    <i class="tally-complete" style:width=format!("{share}%")></i>
                </div>
                <ul class="bare" aria-label=label>
                    {reached.open.into_iter().take(SHOWN).map(row).collect_view()}
                </ul>
                <p>
                    <a href=href>
                        {if more > 0 { t!("today.receipts.more", n = more) } else { t!("today.receipts.all").to_owned() }}
                    </a>
                </p>
            </div>
        </section>
    }
}

/// The newest words from the set.
#[component]
fn Notes(shown: Shown) -> impl IntoView {
    let store = use_store();
    let list = Memo::new(move |_| {
        let planned = shown
            .day
            .with(|day| day.as_ref().map(|day| day.planned.clone()))?;
        Some(store.with(floor::KINDS, |book| {
            let report = day_report(book, &planned);
            let number = |id: &Id| {
                let shown = report.scenes.iter().map(|s| &s.scene).chain(&report.others);
                shown
                    .into_iter()
                    .find(|s| s.id == *id)
                    .map(|s| s.number.to_string())
            };
            let said = report.log.iter().filter_map(|entry| {
                let text = match entry {
                    Entry::Mark(mark) => mark.note.clone(),
                    Entry::Note(note) => note.text.clone(),
                    Entry::Line(line) => line.text.clone(),
                };
                let scene = entry.scene().and_then(number);
                (!text.is_empty()).then(|| {
                    (
                        entry.id().clone(),
                        text,
                        scene,
                        entry.by().cloned(),
                        entry.at_ms(),
                    )
                })
            });
            said.take(SHOWN).collect::<Vec<_>>()
        }))
    });
    move || {
        let list = list.get().unwrap_or_default();
        (!list.is_empty()).then(|| {
            let rows = list.into_iter().map(|(_, text, scene, by, at_ms)| {
                let by = t!(
                    "floor.by",
                    who = name_of(store, by.as_ref()),
                    when = minute_text(store, at_ms)
                );
                let about = match scene {
                    Some(number) => format!("{} · {by}", t!("today.notes.scene", number = number)),
                    None => by,
                };
                view! {
                    <li class="row">
                        <span class="grow text">
                            {text}
                            <small>{about}</small>
                        </span>
                    </li>
                }
            });
            view! {
                <section class="today-part">
                    <h2>{t!("today.notes")}</h2>
                    <ul class="list" aria-label=t!("today.notes")>{rows.collect_view()}</ul>
                </section>
            }
        })
    }
}
