//! What stands above a room when something concerns the whole app: an update, news, storage.

use leptos::prelude::*;
use shared::engine::protocol::Storage;

use super::act::{accept_update, install_app};
use super::nav::path;
use super::places::use_room;
use super::state::use_shell;
use crate::platform::{install, kept, nav};
use crate::store::use_store;
use crate::ui::{Button, ButtonKind, LinkButton, Note, Tone, when_text};

/// One bar: a sentence and its ways out.
#[component]
fn Bar(
    #[prop(optional)] tone: Tone,
    #[prop(into)] text: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("bar {}", crate::ui::tone_class(tone))>
            <span>{move || text.get()}</span>
            <div class="line">{children()}</div>
        </div>
    }
}

/// All bars that apply now, the gravest first.
#[component]
pub fn Bars() -> impl IntoView {
    view! {
        <div class="bars no-print">
            <DeadBar />
            <StorageBar />
            <UpdateBar />
            <NewsBar />
            <InstallBar />
        </div>
    }
}

#[component]
fn DeadBar() -> impl IntoView {
    let store = use_store();
    move || {
        store.dead.get().map(|why| {
            view! {
                <div role="alert">
                    <Note tone=Tone::Bad title=crate::t!("engine.dead")>
                        <p>{crate::t!("engine.dead_text")}</p>
                        <p class="muted">{why}</p>
                        <div class="line">
                            <Button kind=ButtonKind::Main on_click=nav::reload>
                                {crate::t!("engine.reload")}
                            </Button>
                        </div>
                    </Note>
                </div>
            }
        })
    }
}

#[component]
fn StorageBar() -> impl IntoView {
    let store = use_store();
    move || match store.storage.get() {
        Storage::Good => None,
        Storage::None { why } => Some(
            view! {
                <Bar tone=Tone::Warn text=crate::t!("storage.none", why = why)>
                    <ExportButton />
                </Bar>
            }
            .into_any(),
        ),
        Storage::Newer => Some(
            view! {
                <Bar tone=Tone::Warn text=crate::t!("storage.newer")>
                    <Button on_click=move || accept_update(store)>{crate::t!("update.now")}</Button>
                    <ExportButton />
                </Bar>
            }
            .into_any(),
        ),
    }
}

#[component]
fn ExportButton() -> impl IntoView {
    let store = use_store();
    move || {
        store.production.get().map(|_| {
            view! {
                <Button on_click=move || crate::home::export(store)>{crate::t!("command.export")}</Button>
            }
        })
    }
}

#[component]
fn UpdateBar() -> impl IntoView {
    let (shell, store) = (use_shell(), use_store());
    let text = move || crate::t!("update.ready").to_owned();
    view! {
        <Show when=move || shell.update.get()>
            <Bar text=Signal::derive(text)>
                <Button kind=ButtonKind::Main on_click=move || accept_update(store)>
                    {crate::t!("update.now")}
                </Button>
                <Button kind=ButtonKind::Quiet on_click=move || shell.update.set(false)>
                    {crate::t!("update.later")}
                </Button>
            </Bar>
        </Show>
    }
}

#[component]
fn NewsBar() -> impl IntoView {
    let (shell, store) = (use_shell(), use_store());
    move || {
        let away = shell.away.get()?;
        let production = store.production.get()?;
        let text = crate::t!(
            "news.bar",
            n = away.changes,
            when = when_text(away.since_ms)
        );
        Some(view! {
            <Bar text=text>
                <LinkButton href=path(&production, "changes")>{crate::t!("news.show")}</LinkButton>
            </Bar>
        })
    }
}

/// Offers to install after the first real work, once: what is declined is not asked again.
#[component]
fn InstallBar() -> impl IntoView {
    let (shell, store) = (use_shell(), use_store());
    let declined = RwSignal::new(kept::get("install").is_some());
    let worked = RwSignal::new(kept::get("worked").is_some());
    Effect::new(move |_| {
        if !worked.get_untracked() && store.worked.get() {
            worked.set(true);
        }
    });
    let decline = move || {
        kept::set("install", "later");
        declined.set(true);
    };
    // That browser has no offer of its own; only words can say how.
    let on_ios = nav::is_ios() && !install::is_installed();
    let room = use_room();
    // On the day's first page only: elsewhere it would stand above what someone came for.
    let is_wanted = move || {
        worked.get()
            && !declined.get()
            && store.production.with(Option::is_some)
            && room.get() == "today"
    };
    view! {
        <Show when=move || shell.install.get() && is_wanted()>
            <Bar text=crate::t!("install.offer")>
                <Button on_click=move || install_app(shell, store)>{crate::t!("install.do")}</Button>
                <Button kind=ButtonKind::Quiet on_click=decline>{crate::t!("update.later")}</Button>
            </Bar>
        </Show>
        <Show when=move || on_ios && is_wanted()>
            <Bar text=crate::t!("install.ios")>
                <Button kind=ButtonKind::Quiet on_click=decline>{crate::t!("install.ok")}</Button>
            </Bar>
        </Show>
    }
}
