//! Invitations that were made: which still work, which were used.

use leptos::prelude::*;
use shared::wire::http::Invitation;

use crate::platform::time;
use crate::ui::*;

use super::call::tell;
use super::lists::{Lists, is_pending};
use super::made::day_text;
use super::role::standing_text;

#[component]
pub fn Invitations(lists: Lists) -> impl IntoView {
    let split = Memo::new(move |_| {
        let now = time::now_ms();
        let all = lists.invitations.get().unwrap_or_default();
        all.into_iter()
            .partition::<Vec<Invitation>, _>(|i| is_pending(i, now))
    });
    let pending = Memo::new(move |_| split.with(|(pending, _)| pending.clone()));
    let past = Memo::new(move |_| split.with(|(_, past)| past.clone()));
    view! {
        <section class="stack invite-pending">
            <h2>{move || crate::t!("invite.pending", n = pending.with(Vec::len))}</h2>
            <Show when=move || pending.with(Vec::is_empty) && lists.invitations.with(Option::is_some)>
                <p class="muted">{crate::t!("invite.none_pending")}</p>
            </Show>
            <ul class="list" class:hidden=move || pending.with(Vec::is_empty) aria-label=crate::t!("invite.pending_label")>
                <For each=move || pending.get() key=|i| i.id.clone() let:invitation>
                    <Pending invitation lists />
                </For>
            </ul>
            <Show when=move || !past.with(Vec::is_empty)>
                <details>
                    <summary>{move || crate::t!("invite.past", n = past.with(Vec::len))}</summary>
                    <ul class="list">
                        <For each=move || past.get() key=|i| i.id.clone() let:invitation>
                            <Past invitation lists />
                        </For>
                    </ul>
                </details>
            </Show>
        </section>
    }
}

fn name_of(lists: Lists, invitation: &Invitation) -> String {
    let name = lists.name(invitation.person.as_ref());
    if name.is_empty() {
        crate::t!("invite.anyone").to_owned()
    } else {
        name
    }
}

#[component]
fn Pending(invitation: Invitation, lists: Lists) -> impl IntoView {
    let name = name_of(lists, &invitation);
    let id = invitation.id.clone();
    let busy = RwSignal::new(false);
    let withdraw = move || {
        busy.set(true);
        let path = format!("invitations/{id}");
        let gone = id.clone();
        tell(lists.store, "DELETE", &path, None::<&()>, move |done| {
            busy.try_set(false);
            match done {
                Ok(()) => lists
                    .made
                    .update(|made| made.retain(|m| m.invitation.id != gone)),
                Err(failed) => lists.failed.set(Some(failed)),
            }
            lists.look();
        });
    };
    view! {
        <li class="row">
            <span class="grow">
                <b>{name.clone()}</b>
                <small>
                    {standing_text(invitation.role, invitation.script)} " · "
                    {crate::t!("invite.until", when = day_text(invitation.expires_ms))}
                </small>
            </span>
            <Button disabled=busy on_click=withdraw name=crate::t!("invite.withdraw_name", name = name)>
                {crate::t!("invite.withdraw")}
            </Button>
        </li>
    }
}

#[component]
fn Past(invitation: Invitation, lists: Lists) -> impl IntoView {
    let name = name_of(lists, &invitation);
    let ended = match invitation.used_ms {
        Some(at) => view! { <Badge tone=Tone::Good>{crate::t!("invite.used", when = when_text(at))}</Badge> }.into_any(),
        None => view! { <Badge>{crate::t!("invite.expired")}</Badge> }.into_any(),
    };
    view! {
        <li class="row">
            <span class="grow">
                <b>{name}</b>
                <small>{standing_text(invitation.role, invitation.script)}</small>
            </span>
            {ended}
        </li>
    }
}
