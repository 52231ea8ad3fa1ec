//! Devices that came in: whose they are, what they may do, and the way to shut one out.

use leptos::prelude::*;
use shared::access::Role;
use shared::id::Id;
use shared::wire::http::{ChangeDevice, Device};

use crate::ui::*;

use super::call::{Failed, call, tell};
use super::lists::Lists;
use super::role::{is_script_a_grant, role_name, standing_text};

#[component]
pub fn Devices(lists: Lists) -> impl IntoView {
    let here = Memo::new(move |_| {
        let all = lists.devices.get().unwrap_or_default();
        all.into_iter()
            .partition::<Vec<Device>, _>(|d| d.revoked_ms.is_none())
    });
    let active = Memo::new(move |_| here.with(|(active, _)| active.clone()));
    let revoked = Memo::new(move |_| here.with(|(_, revoked)| revoked.clone()));
    let leaving = RwSignal::new(None::<Device>);
    let naming = RwSignal::new(None::<Device>);
    view! {
        <section class="stack invite-devices">
            <h2>{move || crate::t!("invite.devices", n = active.with(Vec::len))}</h2>
            <ul class="list" class:hidden=move || active.with(Vec::is_empty) aria-label=crate::t!("invite.devices_label")>
                <For each=move || active.get() key=row_key let:device>
                    <DeviceRow device lists leaving naming />
                </For>
            </ul>
            <Show when=move || !revoked.with(Vec::is_empty)>
                <details>
                    <summary>{move || crate::t!("invite.revoked", n = revoked.with(Vec::len))}</summary>
                    <ul class="list">
                        <For each=move || revoked.get() key=row_key let:device>
                            <li class="row">
                                <span class="grow">
                                    <b>{device.label.clone()}</b>
                                    <small>{lists.name(device.person.as_ref())}</small>
                                </span>
                                <Badge tone=Tone::Bad>
                                    {crate::t!("invite.revoked_at", when = when_text(device.revoked_ms.unwrap_or_default()))}
                                </Badge>
                            </li>
                        </For>
                    </ul>
                </details>
            </Show>
            <Revoke leaving lists />
            <Rename naming lists />
        </section>
    }
}

/// A row is drawn again when anything in it changes.
fn row_key(device: &Device) -> (Id, Role, bool, bool, Option<i64>, String) {
    let Device {
        id,
        role,
        script,
        connected,
        seen_ms,
        label,
        ..
    } = device;
    (
        id.clone(),
        *role,
        *script,
        *connected,
        *seen_ms,
        label.clone(),
    )
}

#[component]
fn DeviceRow(
    device: Device,
    lists: Lists,
    leaving: RwSignal<Option<Device>>,
    naming: RwSignal<Option<Device>>,
) -> impl IntoView {
    let person = device.person.clone();
    let who = move || match lists.name(person.as_ref()) {
        name if name.is_empty() => crate::t!("invite.nobodys").to_owned(),
        name => name,
    };
    let seen = match (device.connected, device.seen_ms) {
        (true, _) => {
            view! { <Badge tone=Tone::Good mark="●">{crate::t!("invite.connected")}</Badge> }
                .into_any()
        }
        (false, Some(at)) => view! {
            <small class="muted">{crate::t!("invite.seen", when = when_text(at))}</small>
        }
        .into_any(),
        (false, None) => {
            view! { <small class="muted">{crate::t!("invite.never_seen")}</small> }.into_any()
        }
    };
    let change = {
        let id = device.id.clone();
        move |change: ChangeDevice| {
            let path = format!("devices/{id}");
            call(
                lists.store,
                "PATCH",
                &path,
                Some(&change),
                move |answer: Result<Device, Failed>| {
                    if let Err(failed) = answer {
                        lists.failed.set(Some(failed));
                    }
                    lists.look();
                },
            );
        }
    };
    let roles = Signal::derive(|| {
        Role::ALL
            .map(|role| (role.as_str().to_owned(), role_name(role).to_owned()))
            .to_vec()
    });
    let set_role = {
        let change = change.clone();
        move |role: String| {
            change(ChangeDevice {
                role: Role::parse(&role),
                ..ChangeDevice::default()
            })
        }
    };
    let set_script = move |on: bool| {
        change(ChangeDevice {
            script: Some(on),
            ..ChangeDevice::default()
        })
    };
    let label = device.label.clone();
    let revoke_name = crate::t!("invite.revoke_name", label = label);
    let (shown, renamed) = (device.clone(), device.clone());
    view! {
        <li class="row device">
            <span class="grow">
                <b>{label.clone()}</b>
                <small>{who} " · " {standing_text(device.role, device.script)}</small>
            </span>
            <span class="device-seen">{seen}</span>
            <div class="device-acts">
            <div class="device-role">
                <SelectField label=crate::t!("invite.role_of", label = label) quiet=true
                    value=Signal::stored(device.role.as_str().to_owned()) options=roles on_commit=set_role />
            </div>
            <div class="device-script">
                {is_script_a_grant(device.role).then(|| view! {
                    <CheckField label=crate::t!("invite.script_short") value=Signal::stored(device.script) on_commit=set_script />
                })}
            </div>
            <Button kind=ButtonKind::Quiet name=crate::t!("invite.rename_name", label = label)
                on_click=move || naming.set(Some(renamed.clone()))>
                {crate::t!("invite.rename")}
            </Button>
            <Button kind=ButtonKind::Danger name=revoke_name on_click=move || leaving.set(Some(shown.clone()))>
                {crate::t!("invite.revoke")}
            </Button>
            </div>
        </li>
    }
}

/// Opens a dialog while a device is chosen for it, and lets go of the device when it closes.
/// Returns that, and the device's name.
fn opens_for(device: RwSignal<Option<Device>>) -> (RwSignal<bool>, Signal<String>) {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if device.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            device.set(None);
        }
    });
    let label = Signal::derive(move || {
        device.with(|d| d.as_ref().map(|d| d.label.clone()).unwrap_or_default())
    });
    (open, label)
}

/// Gives a device the name that the office knows it by.
#[component]
fn Rename(naming: RwSignal<Option<Device>>, lists: Lists) -> impl IntoView {
    let (open, label) = opens_for(naming);
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| typed.set(label.get()));
    let go = move || {
        let name = typed.get_untracked().trim().to_owned();
        let Some(device) = naming.get_untracked().filter(|_| !name.is_empty()) else {
            return;
        };
        let change = ChangeDevice {
            label: Some(name.clone()),
            ..ChangeDevice::default()
        };
        let path = format!("devices/{}", device.id);
        call(
            lists.store,
            "PATCH",
            &path,
            Some(&change),
            move |answer: Result<Device, _>| {
                match answer {
                    Ok(_) => lists
                        .store
                        .say(crate::t!("invite.did_rename", label = name)),
                    Err(failed) => lists.failed.set(Some(failed)),
                }
                lists.look();
            },
        );
        open.set(false);
    };
    let missing = Signal::derive(move || {
        typed
            .with(|text| text.trim().is_empty())
            .then(|| crate::t!("invite.label_missing").to_owned())
    });
    view! {
        <Dialog open title=Signal::derive(move || crate::t!("invite.rename_title", label = label.get()))>
            <Form class="stack" on_submit=go>
                <TextField label=crate::t!("invite.device_name") value=typed error=missing
                    on_input=move |text| typed.set(text) />
                <div class="line">
                    <Button kind=ButtonKind::Main submit=true>{crate::t!("invite.rename")}</Button>
                </div>
            </Form>
        </Dialog>
    }
}

/// Asks once more: nobody can take this back, only invite again.
#[component]
fn Revoke(leaving: RwSignal<Option<Device>>, lists: Lists) -> impl IntoView {
    let (open, label) = opens_for(leaving);
    let go = move || {
        if let Some(device) = leaving.get_untracked() {
            tell(
                lists.store,
                "DELETE",
                &format!("devices/{}", device.id),
                None::<&()>,
                move |done| {
                    match done {
                        Ok(()) => lists
                            .store
                            .say(crate::t!("invite.did_revoke", label = device.label)),
                        Err(failed) => lists.failed.set(Some(failed)),
                    }
                    lists.look();
                },
            );
        }
        open.set(false);
    };
    view! {
        <Dialog open title=Signal::derive(move || crate::t!("invite.revoke_title", label = label.get()))>
            <p>{crate::t!("invite.revoke_text")}</p>
            <div class="line">
                <Button kind=ButtonKind::Danger on_click=go>{crate::t!("invite.revoke_yes")}</Button>
                <Button on_click=move || open.set(false)>{crate::t!("invite.keep")}</Button>
            </div>
        </Dialog>
    }
}
