//! What someone must look at, each with its ways out.

use leptos::prelude::*;
use shared::access::Audience;
use shared::engine::protocol::{Ask, Attention, FromEngine, Outcome, ToEngine};
use shared::id::DocId;
use shared::wire::{Closing, Refusal};

use crate::platform::nav;
use crate::shell::use_shell;
use crate::store::{Store, use_store};
use crate::ui::{Button, ButtonKind, Dialog, Note, Tone};

#[component]
pub fn AttentionNotes() -> impl IntoView {
    let store = use_store();
    let all = Memo::new(move |_| {
        store
            .sync
            .with(|s| s.as_ref().map(|s| s.attention.clone()).unwrap_or_default())
    });
    let draw = move |attention: Attention| match attention {
        Attention::NotSaved { why, full } => view! { <NotSaved why full /> }.into_any(),
        Attention::Refused {
            document,
            code,
            count,
        } => view! { <Refused document code count /> }.into_any(),
        Attention::Closed { code } => view! { <Closed code /> }.into_any(),
        Attention::Damaged { document, chunks } => view! { <Damaged document chunks /> }.into_any(),
    };
    move || all.get().into_iter().map(draw).collect_view()
}

/// Names a document for people.
fn document_name(document: &DocId) -> &'static str {
    match document.audience {
        Audience::Plan => crate::t!("document.plan"),
        Audience::Floor => crate::t!("document.floor"),
        Audience::Script => crate::t!("document.script"),
        Audience::Office => crate::t!("document.office"),
        Audience::Personal(_) => crate::t!("document.personal"),
    }
}

#[component]
fn ExportCopy() -> impl IntoView {
    let store = use_store();
    view! { <Button on_click=move || crate::home::export(store)>{crate::t!("attention.export")}</Button> }
}

#[component]
fn TryAgain() -> impl IntoView {
    let store = use_store();
    view! {
        <Button kind=ButtonKind::Quiet on_click=move || store.send(ToEngine::Online)>
            {crate::t!("attention.again")}
        </Button>
    }
}

#[component]
fn NotSaved(why: String, full: bool) -> impl IntoView {
    let (title, text) = if full {
        (
            crate::t!("attention.full"),
            crate::t!("attention.full_text").to_owned(),
        )
    } else {
        (
            crate::t!("attention.not_saved"),
            crate::t!("attention.not_saved_text", why = why),
        )
    };
    view! {
        <Note tone=Tone::Bad title=title>
            <p>{text}</p>
            <div class="line">
                <ExportCopy />
                <TryAgain />
            </div>
        </Note>
    }
}

fn refusal_text(code: Refusal) -> &'static str {
    match code {
        Refusal::NotAllowed => crate::t!("refusal.not_allowed"),
        Refusal::UnknownDocument => crate::t!("refusal.unknown_document"),
        Refusal::Damaged | Refusal::Compressed | Refusal::NotGenesis => {
            crate::t!("refusal.damaged")
        }
        Refusal::TooLarge => crate::t!("refusal.too_large"),
        Refusal::MissingDependency => crate::t!("refusal.missing"),
        Refusal::ForkedActor | Refusal::ForeignActor => crate::t!("refusal.forked"),
        Refusal::Slow => crate::t!("refusal.slow"),
        Refusal::Storage => crate::t!("refusal.storage"),
    }
}

#[component]
fn Refused(document: DocId, code: Refusal, count: u32) -> impl IntoView {
    let open = RwSignal::new(false);
    let title = crate::t!(
        "attention.refused",
        n = count,
        document = document_name(&document)
    );
    let ask = document.clone();
    view! {
        <Note tone=Tone::Bad title=title>
            <p>{refusal_text(code)}</p>
            <div class="line">
                <ExportCopy />
                <TryAgain />
                <Button kind=ButtonKind::Danger on_click=move || open.set(true)>
                    {crate::t!("attention.drop")}
                </Button>
            </div>
            <Dialog open title=crate::t!("attention.drop_title")>
                <DropList document=ask.clone() open />
            </Dialog>
        </Note>
    }
}

/// Shows the refused edits before they are given up.
#[component]
fn DropList(document: DocId, open: RwSignal<bool>) -> impl IntoView {
    let store = use_store();
    let labels = RwSignal::new(Vec::<String>::new());
    let of = document.clone();
    store.ask(
        |request| ToEngine::Ask {
            request,
            ask: Ask::Waiting,
        },
        move |answer| {
            if let FromEngine::Waiting { waiting, .. } = answer
                && !labels.is_disposed()
            {
                let mine = waiting
                    .into_iter()
                    .filter(|p| p.document == of && p.refused.is_some());
                labels.set(mine.map(|p| p.label).collect());
            }
        },
    );
    let drop_them = move || {
        open.set(false);
        drop_edits(store, document.clone());
    };
    view! {
        <p>{crate::t!("attention.drop_text")}</p>
        <ul class="plain-list">
            {move || labels.get().into_iter().map(|label| view! { <li class="row">{label}</li> }).collect_view()}
        </ul>
        <div class="line">
            <Button kind=ButtonKind::Danger on_click=drop_them>{crate::t!("attention.drop_now")}</Button>
            <ExportCopy />
        </div>
    }
}

fn drop_edits(store: Store, document: DocId) {
    store.ask(
        |request| ToEngine::Ask {
            request,
            ask: Ask::Drop(document),
        },
        move |answer| {
            if let FromEngine::Done { outcome, .. } = answer {
                match outcome {
                    Outcome::Refused { .. } => store.tell(outcome),
                    _ => store.say(crate::t!("attention.dropped")),
                }
            }
        },
    );
}

#[component]
fn Closed(code: Closing) -> impl IntoView {
    let (shell, store) = (use_shell(), use_store());
    let (title, text) = match code {
        Closing::Revoked => (
            crate::t!("closed.revoked"),
            crate::t!("closed.revoked_text"),
        ),
        Closing::UnknownProduction => (
            crate::t!("closed.unknown"),
            crate::t!("closed.unknown_text"),
        ),
        Closing::ProtocolTooOld => (crate::t!("closed.old"), crate::t!("closed.old_text")),
        Closing::ProtocolTooNew => (crate::t!("closed.new"), crate::t!("closed.new_text")),
        _ => (crate::t!("closed.other"), crate::t!("closed.other_text")),
    };
    let is_old = code == Closing::ProtocolTooOld;
    let update = move || {
        if shell.update.get_untracked() {
            crate::shell::accept_update(store);
        } else {
            nav::reload();
        }
    };
    view! {
        <Note tone=Tone::Bad title=title>
            <p>{text}</p>
            <div class="line">
                {is_old
                    .then(|| {
                        view! {
                            <Button kind=ButtonKind::Main on_click=update>{crate::t!("update.now")}</Button>
                        }
                    })}
                <ExportCopy />
                <TryAgain />
            </div>
        </Note>
    }
}

#[component]
fn Damaged(document: DocId, chunks: u32) -> impl IntoView {
    let title = crate::t!("attention.damaged", document = document_name(&document));
    view! {
        <Note tone=Tone::Bad title=title>
            <p>{crate::t!("attention.damaged_text", n = chunks)}</p>
            <div class="line">
                <ExportCopy />
            </div>
        </Note>
    }
}
