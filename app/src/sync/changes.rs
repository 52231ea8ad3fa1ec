//! What others changed since this device was last looked at, by noun, in the crew's words.

use leptos::prelude::*;
use shared::engine::protocol::{Ask, FromEngine, ToEngine};
use shared::kind::Kind;
use shared::production::changes::{Change, Group, What, told};
use shared::production::{self};

use super::fields::{field_name, value_words};
use crate::shell::{path, use_production, use_shell};
use crate::store::{Reading, use_store};
use crate::ui::{Badge, Button, ButtonKind, Card, Empty, LinkButton, RoomHead, Tone, when_text};

/// How many changes of one noun are listed; a board that was turned over has hundreds.
const SHOWN: usize = 60;

#[derive(Clone, PartialEq)]
struct Told {
    since_ms: Option<i64>,
    groups: Vec<(Group, Vec<Change>)>,
}

#[component]
pub fn ChangesRoom() -> impl IntoView {
    let (store, shell) = (use_store(), use_shell());
    let production = use_production();
    let found = RwSignal::new(None::<Told>);
    Effect::new(move |_| {
        if store.reading.get() < Reading::Exact {
            return;
        }
        store.ask(
            |request| ToEngine::Ask {
                request,
                ask: Ask::News,
            },
            move |answer| {
                if let FromEngine::News { since_ms, news, .. } = answer
                    && !found.is_disposed()
                {
                    let groups = store.peek(|book| told(book, production::nouns(book), &news));
                    found.set(Some(Told { since_ms, groups }));
                }
            },
        );
    });
    let seen = move || {
        store.send(ToEngine::Seen);
        shell.away.set(None);
        found.update(|told| {
            if let Some(told) = told {
                told.groups.clear();
            }
        });
        store.say(crate::t!("changes.seen_done"));
    };
    let has_any =
        Memo::new(move |_| found.with(|t| t.as_ref().is_some_and(|t| !t.groups.is_empty())));
    let body = move || match found.get() {
        None => ().into_any(),
        Some(told) if told.groups.is_empty() => view! {
            <Empty title=crate::t!("changes.none") text=crate::t!("changes.none_text")>
                <LinkButton href=Signal::derive(move || path(&production.get(), "today"))>
                    {crate::t!("go.today")}
                </LinkButton>
            </Empty>
        }
        .into_any(),
        Some(told) => {
            let count: usize = told.groups.iter().map(|(_, changes)| changes.len()).sum();
            let since = told
                .since_ms
                .map(|at| crate::t!("changes.since", n = count, when = when_text(at)));
            view! {
                <p class="muted">{since}</p>
                {told
                    .groups
                    .into_iter()
                    .map(|(group, changes)| view! { <GroupCard group changes /> })
                    .collect_view()}
            }
            .into_any()
        }
    };
    view! {
        <div class="stack narrow">
            <RoomHead title=crate::t!("room.changes")>
                <Show when=move || has_any.get()>
                    <Button kind=ButtonKind::Main on_click=seen>{crate::t!("changes.seen")}</Button>
                </Show>
            </RoomHead>
            {body}
        </div>
    }
}

fn group_name(group: Group, nouns: &production::Nouns) -> String {
    match group {
        Group::CallSheets => nouns.call_sheet.titles(),
        Group::Days => nouns.day.titles(),
        Group::Schedule => nouns.board.title(),
        Group::Scenes => nouns.scene.titles(),
        Group::Breakdown => crate::t!("breakdown.title").to_owned(),
        Group::People => crate::t!("room.people").to_owned(),
        Group::Locations => nouns.location.titles(),
        Group::Script => nouns.script.title(),
        Group::Floor => crate::t!("room.report").to_owned(),
        Group::Production => crate::t!("changes.production").to_owned(),
    }
}

#[component]
fn GroupCard(group: Group, changes: Vec<Change>) -> impl IntoView {
    let store = use_store();
    let title = store.peek(|book| group_name(group, production::nouns(book)));
    let more = changes.len().saturating_sub(SHOWN);
    view! {
        <Card title=title.clone()>
            <ul class="changes" aria-label=title>
                {changes
                    .into_iter()
                    .take(SHOWN)
                    .map(|change| view! { <ChangeFields change is_now=false /> })
                    .collect_view()}
            </ul>
            {(more > 0).then(|| view! { <p class="muted">{crate::t!("acts.and_more", n = more)}</p> })}
        </Card>
    }
}

/// Where a change can be looked at.
fn room_of(change: &Change) -> Option<String> {
    let id = &change.id;
    Some(match change.kind {
        Kind::Scene | Kind::SceneText => format!("scene/{id}"),
        Kind::Strip | Kind::Row | Kind::Board => "board".to_owned(),
        Kind::Day => format!("callsheet/{id}"),
        Kind::Call => format!("callsheet/{}", id.parts()?.0),
        Kind::Issue => format!("sheet/{id}"),
        Kind::Sides => format!("sides/{id}"),
        Kind::Draft => "pages".to_owned(),
        Kind::Receipt => format!("sheet/{}", id.parts()?.0),
        Kind::Person => format!("people?person={id}"),
        Kind::Location => format!("locations?location={id}"),
        Kind::Date => "calendar".to_owned(),
        Kind::Progress | Kind::Note | Kind::DayLog | Kind::Photo | Kind::Actual => {
            "report".to_owned()
        }
        Kind::Times | Kind::TimesWord => format!("times?day={}", id.parts()?.0),
        Kind::Signature => "daily".to_owned(),
        Kind::Production => "settings".to_owned(),
        _ => return None,
    })
}

/// One changed record and its fields; `is_now` shows only what stands there now.
#[component]
pub fn ChangeFields(change: Change, is_now: bool) -> impl IntoView {
    let production = use_production().get_untracked();
    let name = if change.name.is_empty() {
        crate::t!("changes.unnamed").to_owned()
    } else {
        change.name.clone()
    };
    let to = room_of(&change).filter(|_| change.what != What::Removed && !is_now);
    let mark = match change.what {
        What::New => Some((Tone::Good, crate::t!("changes.new"))),
        What::Removed => Some((Tone::Bad, crate::t!("changes.removed"))),
        What::Edited => None,
    };
    view! {
        <li class="change">
            <span class="line">
                {match to {
                    Some(room) => view! { <a href=path(&production, &room)>{name}</a> }.into_any(),
                    None => view! { <b>{name}</b> }.into_any(),
                }}
                {mark.map(|(tone, word)| view! { <Badge tone>{word}</Badge> })}
            </span>
            {change
                .fields
                .into_iter()
                .map(|mut field| {
                    field.before = value_words(&field.field, field.before);
                    field.after = value_words(&field.field, field.after);
                    let before = (!field.before.is_empty()).then(|| view! { <del>{field.before}</del> });
                    let after = if field.after.is_empty() {
                        view! { <span class="muted">{crate::t!("ui.versions.nothing")}</span> }.into_any()
                    } else if is_now {
                        view! { <span>{field.after}</span> }.into_any()
                    } else {
                        view! { <ins>{field.after}</ins> }.into_any()
                    };
                    view! {
                        <span class="change-field">
                            <small>{field_name(&field.field)}</small>
                            " "
                            {before}
                            " "
                            {after}
                        </span>
                    }
                })
                .collect_view()}
        </li>
    }
}
