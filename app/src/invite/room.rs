//! Who may come in: invitations and devices, for the office.

use leptos::prelude::*;
use shared::access::Role;
use shared::engine::protocol::Link;

use crate::shell::{path, use_production};
use crate::store::use_store;
use crate::ui::*;

use super::attach::Attach;
use super::call::FailedNote;
use super::devices::Devices;
use super::lists::Lists;
use super::made::{MadeLinks, PrintCards};
use super::make::MakeInvitations;
use super::pending::Invitations;

/// How this device stands to inviting.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    Unknown,
    /// The production lives on this device alone.
    Alone,
    NotOffice,
    Office,
}

#[component]
pub fn InviteRoom() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let stand = Memo::new(move |_| {
        store.sync.with(|sync| match sync {
            None => Stand::Unknown,
            Some(sync) if sync.link == Link::Alone => Stand::Alone,
            Some(sync) if sync.role == Role::Office => Stand::Office,
            Some(_) => Stand::NotOffice,
        })
    });
    let body = move || match stand.get() {
        Stand::Unknown => ().into_any(),
        Stand::Alone => view! {
            <p class="invite-lead">{crate::t!("invite.alone")}</p>
            <Attach />
        }
        .into_any(),
        Stand::NotOffice => view! {
            <Empty title=crate::t!("invite.not_office") text=crate::t!("invite.not_office_text")>
                <LinkButton href=Signal::derive(move || path(&production.get(), "people"))>
                    {crate::t!("invite.to_people")}
                </LinkButton>
            </Empty>
        }
        .into_any(),
        Stand::Office => view! { <Office /> }.into_any(),
    };
    view! {
        <div class="invite-room">
            <RoomHead title=crate::t!("invite.title") back=Signal::derive(move || path(&production.get(), "people")) />
            {body}
        </div>
    }
}

#[component]
fn Office() -> impl IntoView {
    let store = use_store();
    let lists = Lists::new(store);
    let away = Memo::new(move |_| {
        store.sync.with(|sync| {
            sync.as_ref()
                .is_some_and(|s| matches!(s.link, Link::Offline { .. } | Link::Connecting { .. }))
        })
    });
    view! {
        <div class="invite-office">
            <Show when=move || away.get()>
                <div role="status">
                    <Note tone=Tone::Warn title=crate::t!("invite.away")><span>{crate::t!("invite.away_text")}</span></Note>
                </div>
            </Show>
            <Show when=move || !away.get()>
                <FailedNote failed=lists.failed />
            </Show>
            <div class="invite-columns">
                <div class="stack">
                    <MadeLinks lists />
                    <MakeInvitations lists />
                </div>
                <div class="stack">
                    <Invitations lists />
                    <Devices lists />
                </div>
            </div>
            <PrintCards lists />
        </div>
    }
}
