//! What was done on this device, newest first; each can be taken back after
//! showing what that changes.

use leptos::prelude::*;
use shared::engine::protocol::{Act, Ask, FromEngine, ToEngine};
use shared::production::{self, changes, changes::Change};

use super::changes::ChangeFields;
use crate::store::use_store;
use crate::ui::{Button, ButtonKind, Card, when_text};

/// How many fields of an act are shown before it is taken back.
const RECORDS_SHOWN: usize = 12;

#[component]
pub fn ActsCard() -> impl IntoView {
    let store = use_store();
    let acts = RwSignal::new(None::<Vec<Act>>);
    let redo = RwSignal::new(None::<String>);
    let chosen = RwSignal::new(None::<u64>);
    let written = store.written();
    let read = move || {
        store.ask(
            |request| ToEngine::Ask {
                request,
                ask: Ask::Acts,
            },
            move |answer| {
                if let FromEngine::Acts {
                    acts: found,
                    redo: again,
                    ..
                } = answer
                    && !acts.is_disposed()
                {
                    acts.set(Some(found));
                    redo.set(again);
                }
            },
        );
    };
    // An undo that finds nothing to change only says so at the foot of the page; acts of a page
    // that died are done again without a word.
    Effect::new(move |_| {
        store.toasts.track();
        written.track();
        read();
    });
    let draw = move |act: Act| {
        let number = act.act;
        let is_open = Memo::new(move |_| chosen.get() == Some(number));
        let touched = act.touched.clone();
        let show = move || {
            let changes =
                store.peek(|book| changes::touched(book, production::nouns(book), &touched));
            view! { <TakeBack act=number changes chosen /> }
        };
        let toggle = move || chosen.update(|at| *at = (*at != Some(number)).then_some(number));
        view! {
            <li class="act" class:undone=act.undone>
                <div class="row">
                    <span class="grow">{act.label} <small>{when_text(act.at_ms)}</small></span>
                    {if act.undone {
                        view! { <small>{crate::t!("acts.undone")}</small> }.into_any()
                    } else {
                        view! {
                            <Button kind=ButtonKind::Quiet on_click=toggle>
                                {move || {
                                    if is_open.get() { crate::t!("ui.close") } else { crate::t!("acts.look") }
                                }}
                            </Button>
                        }
                            .into_any()
                    }}
                </div>
                {move || is_open.get().then(&show)}
            </li>
        }
    };
    view! {
        <Card title=crate::t!("acts.title")>
            {move || {
                redo.get()
                    .map(|label| {
                        view! {
                            <div class="line">
                                <Button on_click=move || store.redo()>{crate::t!("acts.redo", label = label)}</Button>
                            </div>
                        }
                    })
            }}
            {move || match acts.get() {
                None => ().into_any(),
                Some(list) if list.is_empty() => {
                    view! { <p class="muted">{crate::t!("acts.none")}</p> }.into_any()
                }
                Some(list) => {
                    view! {
                        <ul class="plain-list" aria-label=crate::t!("acts.title")>
                            {list.into_iter().map(draw).collect_view()}
                        </ul>
                    }
                        .into_any()
                }
            }}
        </Card>
    }
}

/// What an undo would change, and the button that does it.
#[component]
fn TakeBack(act: u64, changes: Vec<Change>, chosen: RwSignal<Option<u64>>) -> impl IntoView {
    let store = use_store();
    let more = changes.len().saturating_sub(RECORDS_SHOWN);
    let take_back = move || {
        chosen.set(None);
        store.undo(Some(act));
    };
    view! {
        <div class="take-back">
            <p class="muted">{crate::t!("acts.will_change")}</p>
            <ul>
                {changes
                    .into_iter()
                    .take(RECORDS_SHOWN)
                    .map(|change| view! { <ChangeFields change is_now=true /> })
                    .collect_view()}
            </ul>
            {(more > 0).then(|| view! { <p class="muted">{crate::t!("acts.and_more", n = more)}</p> })}
            <div class="line">
                <Button kind=ButtonKind::Main on_click=take_back>{crate::t!("acts.take_back")}</Button>
            </div>
        </div>
    }
}
