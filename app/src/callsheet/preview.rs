//! A preview in the room of sheets: it says what it is, and its approvers answer there. On Today
//! it waits for whoever is to read or approve it.

use leptos::prelude::*;
use shared::access::Audience;
use shared::callsheet::preview::{self, KINDS, Preview, Task};
use shared::kind::Kind;
use shared::report::Answer;

use super::approval::Answers;
use super::sheet::use_sheet;
use super::words::{date_text, revision};
use crate::platform::time;
use crate::shell::{path, use_production};
use crate::store::{Reading, use_store};
use crate::ui::*;

/// What stands above a preview: that it is none of the day's sheets, who said what, and one's own
/// answer.
#[component]
pub fn PreviewHead() -> impl IntoView {
    let room = use_sheet();
    move || {
        room.preview.get().map(|preview| {
            let cover = &preview.cover;
            let name = revision(cover.number, &cover.colour);
            let title = crate::t!("callsheet.preview.title", name = name);
            view! {
                <Note tone=Tone::Warn title>
                    <span>{crate::t!("callsheet.preview.text")}</span>
                </Note>
                <Spent />
                <section class="card preview-answers" aria-labelledby="preview-answers">
                    <h2 id="preview-answers">{crate::t!("callsheet.approval.answers")}</h2>
                    <Answers preview=preview.clone() />
                    <Mine preview />
                </section>
            }
        })
    }
}

/// A later preview, or the sheet itself, has taken this one's place.
#[component]
fn Spent() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let later = Memo::new(move |_| {
        let cover = room.cover.get()?;
        store.with(KINDS, |book| {
            let sheet = shared::callsheet::current(book, &cover.day);
            match preview::latest(book, &cover.day) {
                Some(newest) if newest.cover.id == cover.id => None,
                Some(newest) => Some((newest.cover.id, false)),
                None => sheet.map(|sheet| (sheet.id, true)),
            }
        })
    });
    move || {
        later.get().map(|(id, is_issued)| {
            let (title, word) = match is_issued {
                true => (
                    crate::t!("callsheet.preview.issued"),
                    crate::t!("callsheet.preview.open_issued"),
                ),
                false => (
                    crate::t!("callsheet.preview.later"),
                    crate::t!("callsheet.preview.open_later"),
                ),
            };
            let href = path(&room.production.get(), &format!("sheet/{id}"));
            view! { <Note tone=Tone::Bad title><a href=href>{word}</a></Note> }
        })
    }
}

/// The answer of whoever sits here, if they are to approve it.
#[component]
fn Mine(preview: Preview) -> impl IntoView {
    let store = use_store();
    let id = StoredValue::new(preview.cover.id.clone());
    let answer = store.me().and_then(|me| preview.answer_of(&me).cloned());
    let may_write = Memo::new(move |_| store.may_write(&Audience::Floor));
    let is_open = !matches!(answer, None | Some(Answer::Signed { .. }));
    let name = StoredValue::new(revision(preview.cover.number, &preview.cover.colour));
    let me = move || {
        store
            .sync
            .with_untracked(|s| s.as_ref().and_then(|s| s.me.clone()))
    };
    let approve = move || {
        let label = crate::t!("callsheet.approval.did_approve", name = name.get_value());
        if let Some(me) = me() {
            let command = store
                .peek(|book| preview::approve(book, &id.get_value(), &me, time::now_ms(), label));
            store.act(command);
        }
    };
    let refuse = move |why: String| {
        let label = crate::t!("callsheet.approval.did_refuse", name = name.get_value());
        if let Some(me) = me() {
            let command = store.peek(|book| {
                preview::refuse(book, &id.get_value(), &me, &why, time::now_ms(), label)
            });
            store.act(command);
        }
    };
    answer.map(|_| {
        view! {
            <Show when=move || may_write.get()>
                <Show when=move || is_open>
                    <Button kind=ButtonKind::Main on_click=approve>{crate::t!("callsheet.approval.approve")}</Button>
                </Show>
                <WithReason
                    summary=crate::t!("callsheet.approval.refuse")
                    label=crate::t!("callsheet.approval.what")
                    button=crate::t!("callsheet.approval.refuse_now")
                    missing=crate::t!("callsheet.approval.say_what")
                    on_say=refuse
                />
            </Show>
        }
    })
}

/// Previews that wait for whoever sits here, on Today.
#[component]
pub fn ToPreview() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let waiting = Memo::new(move |_| {
        let me = store.me()?;
        if store.reading.get() < Reading::Whole {
            return None;
        }
        let today = crate::floor::today(store);
        Some(store.with(KINDS, |book| preview::waiting_for(book, &me, &today)))
    });
    let line = move |(preview, task): preview::Waiting| {
        let cover = preview.cover;
        let room = format!("sheet/{}", cover.id);
        let date = date_text(&cover.date);
        let (title, word) = match task {
            Task::Approve => (
                crate::t!("callsheet.preview.to_approve", date = date),
                crate::t!("callsheet.preview.open_to_approve"),
            ),
            Task::Read => (
                crate::t!("callsheet.preview.to_read", date = date),
                crate::t!("callsheet.preview.open_to_read"),
            ),
        };
        view! {
            <Note tone=Tone::Warn title>
                <a href=path(&production.get_untracked(), &room)>{word}</a>
            </Note>
        }
    };
    // A key who has opened it knows of it.
    let unread = move |(preview, task): &preview::Waiting| {
        let me = store.me();
        *task == Task::Approve
            || me.is_none_or(|me| {
                let id = shared::id::Id::joined(&preview.cover.id, &me);
                let record = store.record(&Kind::Receipt, &id);
                record.is_none_or(|r| r.int("opened_ms").is_none())
            })
    };
    move || {
        let waiting = waiting.get()?;
        Some(waiting.into_iter().filter(unread).map(line).collect_view())
    }
}
