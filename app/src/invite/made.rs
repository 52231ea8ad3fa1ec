//! Links that were made just now: to hand over on the spot, or printed as cards.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::{files, links, nav};
use crate::store::use_store;
use crate::ui::*;

use super::link::Made;
use super::lists::Lists;
use super::qr::Qr;
use super::role::standing_text;

#[component]
pub fn MadeLinks(lists: Lists) -> impl IntoView {
    let made = lists.made;
    view! {
        <Show when=move || !made.with(Vec::is_empty)>
            <section class="card invite-made" aria-live="polite">
                <div class="invite-made-head">
                    <h2 tabindex="-1" id="invite-made">{move || crate::t!("invite.made", n = made.with(Vec::len))}</h2>
                    <Show when=move || { made.with(Vec::len) > 0 }>
                        <Button on_click=nav::print>
                            <Icon icon=IconName::Print />
                            {crate::t!("invite.print")}
                        </Button>
                        <Button kind=ButtonKind::Quiet on_click=move || made.set(Vec::new())>
                            {crate::t!("invite.put_away")}
                        </Button>
                    </Show>
                </div>
                <p class="muted">{crate::t!("invite.made_text")}</p>
                <ul class="invite-links">
                    <For each=move || made.get().into_iter().rev() key=|one| one.invitation.id.clone() let:one>
                        <MadeLink one />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

fn name_of(one: &Made) -> String {
    if one.name.is_empty() {
        crate::t!("invite.anyone").to_owned()
    } else {
        one.name.clone()
    }
}

#[component]
fn MadeLink(one: Made) -> impl IntoView {
    let store = use_store();
    let name = name_of(&one);
    let standing = standing_text(one.invitation.role, one.invitation.script);
    let link = StoredValue::new(one.link.clone());
    let label = crate::t!("invite.qr_label", name = name);
    let copy = move || {
        spawn_local(async move {
            if files::copy(&link.get_value()).await {
                store.say(crate::t!("invite.copied"));
            } else {
                store.warn(crate::t!("invite.copy_by_hand"));
            }
        });
    };
    let share = {
        let name = name.clone();
        move || {
            let title = store
                .peek(|book| book.production().map(|p| p.text("title").to_owned()))
                .unwrap_or_default();
            let text = crate::t!("invite.share_text", name = name, title = title);
            spawn_local(async move {
                files::share(&title, &text, &link.get_value()).await;
            });
        }
    };
    view! {
        <li class="invite-link">
            <Qr text=one.link.clone() label />
            <div class="invite-link-text">
                <b>{name.clone()}</b>
                <small class="muted">{standing}</small>
                <input class="invite-url" readonly aria-label=crate::t!("invite.link_of", name = name)
                    prop:value=one.link on:focus=move |event| links::select_text(&event) />
                <div class="line">
                    <Button on_click=copy name=crate::t!("invite.copy_name", name = name)>{crate::t!("invite.copy")}</Button>
                    {files::can_share().then(|| view! {
                        <Button kind=ButtonKind::Main on_click=share name=crate::t!("invite.share_name", name = name)>
                            <Icon icon=IconName::Share />
                            {crate::t!("invite.share")}
                        </Button>
                    })}
                </div>
            </div>
        </li>
    }
}

/// The same links as cards to cut out; only the printer draws it.
#[component]
pub fn PrintCards(lists: Lists) -> impl IntoView {
    let title = move || {
        lists.store.with(&[shared::kind::Kind::Production], |book| {
            book.production()
                .map(|p| p.text("title").to_owned())
                .unwrap_or_default()
        })
    };
    view! {
        <ul class="invite-cards" aria-hidden="true">
            <For each=move || lists.made.get() key=|one| one.invitation.id.clone() let:one>
                <li>
                    <Qr text=one.link.clone() label=name_of(&one) />
                    <p>
                        <small>{title}</small>
                        <b>{name_of(&one)}</b>
                        <span>{standing_text(one.invitation.role, one.invitation.script)}</span>
                        <span>{crate::t!("invite.card_text")}</span>
                        <span>{crate::t!("invite.until", when = day_text(one.invitation.expires_ms))}</span>
                    </p>
                </li>
            </For>
        </ul>
    }
}

/// The last day on which an invitation works.
pub fn day_text(at_ms: i64) -> String {
    when_text(at_ms)
}
