//! More: all rooms of a production, for a phone.

use leptos::prelude::*;

use super::act::install_app;
use super::nav::{path, use_production};
use super::places::places;
use super::state::use_shell;
use crate::platform::{install, nav};
use crate::store::use_store;
use crate::ui::{Button, Icon, IconName, ListCard, ListRow, RoomHead};

#[component]
pub fn MoreRoom() -> impl IntoView {
    let (store, shell) = (use_store(), use_shell());
    let production = use_production();
    let list = Memo::new(move |_| places(store));
    let rows = move || {
        list.get()
            .into_iter()
            .map(|place| {
                let room = place.room;
                view! {
                    <ListRow href=Signal::derive(move || path(&production.get(), room))>
                        <b class="grow">{place.label}</b>
                        <span class="muted">{place.count}</span>
                        <Icon icon=IconName::Forward />
                    </ListRow>
                }
            })
            .collect_view()
    };
    let on_ios = nav::is_ios() && !install::is_installed();
    view! {
        <div class="stack">
            <RoomHead title=crate::t!("room.more") />
            <ListCard label=crate::t!("shell.rooms")>
                {rows}
                <ListRow href=Signal::derive(move || path(&production.get(), "sync"))>
                    <b class="grow">{crate::t!("go.sync")}</b>
                    <Icon icon=IconName::Forward />
                </ListRow>
            </ListCard>
            <ListCard label=crate::t!("more.app")>
                <ListRow href="/">
                    <b class="grow">{crate::t!("shell.to_productions")}</b>
                    <Icon icon=IconName::Forward />
                </ListRow>
                <li>
                    <button type="button" class="row plain" on:click=move |_| shell.palette.set(true)>
                        <b class="grow">{crate::t!("command.palette")}</b>
                        <Icon icon=IconName::Search />
                    </button>
                </li>
            </ListCard>
            <Show when=move || shell.install.get()>
                <Button on_click=move || install_app(shell, store)>{crate::t!("install.do")}</Button>
            </Show>
            {on_ios.then(|| view! { <p class="muted">{crate::t!("install.ios")}</p> })}
        </div>
    }
}
