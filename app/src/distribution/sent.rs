//! How a sheet was sent so far: by mail or as a file, by whom, and the undo while there is time.

use leptos::prelude::*;
use shared::distribution::{Sending, reach, sendings};
use shared::kind::Kind;

use super::countdown::seconds_until;
use super::courier;
use crate::callsheet::use_sheet;
use crate::store::use_store;
use crate::ui::*;

#[component]
pub fn Sent() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let all = Memo::new(move |_| {
        let issue = room.issue.get();
        store.with(&[Kind::Sending], |book| sendings(book, &issue))
    });
    view! {
        <Show
            when=move || !all.with(Vec::is_empty)
            fallback=|| view! { <p class="muted">{crate::t!("distribution.empty")}</p> }
        >
            <ListCard label=crate::t!("distribution.title")>
                <For each=move || all.get() key=|s| (s.id.clone(), s.is_handed) let:sending>
                    <Row sending />
                </For>
            </ListCard>
        </Show>
    }
}

#[component]
fn Row(sending: Sending) -> impl IntoView {
    let store = use_store();
    let id = sending.id.clone();
    let kept = StoredValue::new(sending.clone());
    let standing = Memo::new(move |_| {
        store.with(&[Kind::Delivery, Kind::Issue], |book| {
            let (people, until) = kept.with_value(|s| reach(book, s));
            let is_queued = book
                .joined_to(&Kind::Delivery, &id)
                .any(|r| r.text("state") == "queued");
            (people, is_queued.then_some(until))
        })
    });
    let until = Signal::derive(move || standing.get().1);
    let left = seconds_until(until);
    let by = sending
        .by
        .as_ref()
        .map(|id| store.peek(|book| book.text(&Kind::Person, id, "name").to_owned()))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| crate::t!("distribution.somebody").to_owned());
    let when = when_text(sending.at_ms);
    let is_mail = sending.is_mail;
    let text = move || {
        let n = standing.get().0;
        if is_mail {
            crate::t!("distribution.by_mail", n = n, who = by, when = when)
        } else {
            crate::t!("distribution.shared", who = by, when = when)
        }
    };
    let is_handed = sending.is_handed;
    let waits = move || {
        (is_mail && !is_handed && until.get().is_some())
            .then(|| view! { <small>{crate::t!("distribution.unhanded")}</small> })
    };
    let undo = move || kept.with_value(|s| courier::withdraw(store, s.id.clone()));
    let now = move || kept.with_value(|s| courier::release(store, s.id.clone()));
    let is_counting = Memo::new(move |_| is_mail && until.get().is_some() && left.get() > 0);
    view! {
        <li class="row">
            <span class="grow"><b>{text}</b>{waits}</span>
            <Show when=move || is_counting.get()>
                <span role="timer" class="n">{move || crate::t!("distribution.out_in", n = left.get())}</span>
                <Button on_click=undo name=crate::t!("distribution.undo_mail")>
                    {crate::t!("distribution.undo")}
                </Button>
                {is_handed
                    .then(|| {
                        view! {
                            <Button on_click=now name=crate::t!("distribution.now_mail")>
                                {crate::t!("distribution.now")}
                            </Button>
                        }
                    })}
            </Show>
        </li>
    }
}
