//! This device and this app.

use leptos::prelude::*;
use shared::engine::protocol::{FromEngine, Outcome, ToEngine};
use shared::id::Id;
use shared::kind::Kind;

use crate::home::{export, open_file};
use crate::platform::{install, kept, nav, update};
use crate::shell::{accept_update, install_app, use_go, use_production, use_shell};
use crate::store::use_store;
use crate::ui::{Button, ButtonKind, Card, SelectField, TextField};

/// Who sits at this device: Today shows that person's day.
#[component]
pub fn MeCard() -> impl IntoView {
    let store = use_store();
    let people = Memo::new(move |_| {
        let mut people: Vec<(String, String)> = store.with(&[Kind::Person], |book| {
            book.all(&Kind::Person)
                .map(|p| (p.id.to_string(), p.text("name").to_owned()))
                .collect()
        });
        people.sort_by_key(|(_, name)| name.to_lowercase());
        people.insert(0, (String::new(), crate::t!("settings.nobody").to_owned()));
        people
    });
    let me = Signal::derive(move || store.me().map(|id| id.to_string()).unwrap_or_default());
    let choose = move |id: String| {
        let person = (!id.is_empty()).then(|| Id::new(id));
        store.send(ToEngine::Me { person });
    };
    view! {
        <Card title=crate::t!("settings.device")>
            <SelectField
                label=crate::t!("settings.me")
                help=crate::t!("settings.me_help")
                value=me
                options=people
                on_commit=choose
            />
            <DeviceName />
        </Card>
    }
}

/// What this device is called in the office's list of devices, once there is such a list.
#[component]
fn DeviceName() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let card = Memo::new(move |_| {
        store.productions.with(|all| {
            let open = production.get();
            let card = all.iter().flatten().find(|card| card.production == open)?;
            Some((card.attached, card.label.clone()))
        })
    });
    let value = Signal::derive(move || card.get().map(|(_, label)| label).unwrap_or_default());
    let error = RwSignal::new(None::<String>);
    let rename = move |typed: String| {
        let label = typed.trim().to_owned();
        if label.is_empty() {
            error.set(Some(crate::t!("invite.label_missing").to_owned()));
            return;
        }
        error.set(None);
        let name = label.clone();
        store.ask(
            |request| ToEngine::Name {
                request,
                label: name,
            },
            move |answer| {
                let FromEngine::Done { outcome, .. } = answer else {
                    return;
                };
                match outcome {
                    Outcome::Refused { code, detail } => {
                        error.try_set(Some(crate::words::refused(code, &detail)));
                    }
                    _ => {
                        // The next production that is joined here gets the name as well.
                        kept::set("device", &label);
                        store.say(crate::t!("settings.did_name", label = label));
                    }
                }
            },
        );
    };
    view! {
        <Show when=move || card.with(|card| card.as_ref().is_some_and(|(attached, _)| *attached))>
            <TextField
                label=crate::t!("invite.device_label")
                help=crate::t!("invite.device_label_help")
                value
                error
                on_commit=rename
            />
        </Show>
    }
}

/// A copy of everything, and taking one in.
#[component]
pub fn FileCard() -> impl IntoView {
    let store = use_store();
    let go = use_go();
    view! {
        <Card title=crate::t!("settings.files")>
            <p class="muted">{crate::t!("settings.files_text")}</p>
            <div class="line">
                <Button on_click=move || export(store)>{crate::t!("command.export")}</Button>
                <Button kind=ButtonKind::Quiet on_click=move || open_file(store, go)>
                    {crate::t!("settings.import")}
                </Button>
            </div>
        </Card>
    }
}

/// The app itself: installing, updating, keys, version and licence.
#[component]
pub fn AppCard() -> impl IntoView {
    let (store, shell) = (use_store(), use_shell());
    let on_ios = nav::is_ios() && !install::is_installed();
    let version = crate::t!(
        "settings.version",
        version = env!("CARGO_PKG_VERSION"),
        build = update::build()
    );
    view! {
        <Card title=crate::t!("more.app")>
            <div class="line">
                <Show when=move || shell.update.get()>
                    <Button kind=ButtonKind::Main on_click=move || accept_update(store)>
                        {crate::t!("command.update")}
                    </Button>
                </Show>
                <Show when=move || shell.install.get()>
                    <Button on_click=move || install_app(shell, store)>{crate::t!("install.do")}</Button>
                </Show>
                <Button kind=ButtonKind::Quiet on_click=move || shell.shortcuts.set(true)>
                    {crate::t!("command.shortcuts")}
                </Button>
            </div>
            {on_ios.then(|| view! { <p>{crate::t!("install.ios")}</p> })}
            <p class="muted">{version}</p>
            <p class="muted">{crate::t!("settings.licence")}</p>
        </Card>
    }
}
