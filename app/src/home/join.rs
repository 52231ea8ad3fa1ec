//! Joining by invitation: the link's fragment holds the production and a code that is used once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use shared::engine::protocol::{FromEngine, Outcome, RefusedCode, ToEngine};
use shared::id::Id;

use crate::platform::{disk, kept, nav};
use crate::shell::{Bars, name_window, path, use_go};
use crate::store::use_store;
use crate::ui::{Button, ButtonKind, Card, Empty, LinkButton, Note, TextField, Tone};

/// What the link holds.
#[derive(Clone, PartialEq, Debug)]
struct Link {
    production: Id,
    code: String,
}

/// Reads `<production>.<code>`.
fn link_from_fragment(fragment: &str) -> Option<Link> {
    let (production, code) = fragment.trim().split_once('.')?;
    let is_whole = Id::is_valid(production) && !code.is_empty();
    is_whole.then(|| Link {
        production: Id::new(production),
        code: code.to_owned(),
    })
}

/// Returns the address here of a pasted invitation.
///
/// # Errors
/// Says what is wrong with it: no invitation, or one of another relay.
pub(super) fn address_of(pasted: &str) -> Result<String, String> {
    let pasted = pasted.trim();
    let (page, fragment) = pasted.rsplit_once('#').unwrap_or(("", pasted));
    if link_from_fragment(fragment).is_none() {
        return Err(crate::t!("home.join_wrong").to_owned());
    }
    if !page.is_empty() && !page.starts_with(&nav::origin()) {
        return Err(crate::t!("home.join_elsewhere", page = page));
    }
    Ok(format!("/join#{}", fragment.trim()))
}

/// What a device of this sort is called until someone says better.
fn device_label() -> &'static str {
    match nav::device() {
        nav::Device::Phone => crate::t!("device.phone"),
        nav::Device::Tablet => crate::t!("device.tablet"),
        nav::Device::Laptop => crate::t!("device.laptop"),
    }
}

#[component]
pub fn JoinRoom() -> impl IntoView {
    // Another link may be pasted into this very tab: that changes nothing but the fragment.
    let hash = use_location().hash;
    let link = Memo::new(move |_| {
        hash.track();
        link_from_fragment(&nav::fragment())
    });
    Effect::new(move |_| name_window(crate::t!("join.title")));
    view! {
        <main class="page join">
            <Bars />
            {move || match link.get() {
                Some(link) => view! { <JoinForm link /> }.into_any(),
                None => {
                    view! {
                        <h1 tabindex="-1" class="hidden">{crate::t!("join.title")}</h1>
                        <Empty title=crate::t!("join.no_link") text=crate::t!("join.no_link_text")>
                            <LinkButton href="/">{crate::t!("shell.to_productions")}</LinkButton>
                        </Empty>
                    }
                        .into_any()
                }
            }}
        </main>
    }
}

#[component]
fn JoinForm(link: Link) -> impl IntoView {
    let store = use_store();
    let go = use_go();
    let label = RwSignal::new(kept::get("device").unwrap_or_else(|| device_label().to_owned()));
    let problem = RwSignal::new(None::<(RefusedCode, String)>);
    let is_asking = RwSignal::new(false);
    let production = link.production.clone();
    let held = Memo::new(move |_| {
        store.productions.with(|all| {
            let card = all
                .as_ref()?
                .iter()
                .find(|card| card.production == production)?;
            Some((card.production.clone(), card.title.clone()))
        })
    });
    let join = move || {
        if is_asking.get_untracked() {
            return;
        }
        is_asking.set(true);
        problem.set(None);
        let name = label.get_untracked().trim().to_owned();
        let name = if name.is_empty() {
            device_label().to_owned()
        } else {
            name
        };
        kept::set("device", &name);
        let (production, code) = (link.production.clone(), link.code.clone());
        store.ask(
            |request| ToEngine::Join {
                request,
                production,
                code,
                label: name,
            },
            move |answer| {
                is_asking.try_set(false);
                let FromEngine::Done { outcome, .. } = answer else {
                    return;
                };
                match outcome {
                    Outcome::Arrived {
                        production, title, ..
                    } => {
                        // The code is used up: it has no business in the history.
                        nav::drop_fragment();
                        kept::set("worked", "yes");
                        spawn_local(async {
                            disk::persist().await;
                        });
                        store.say(crate::t!("join.done", title = title));
                        go.replace(&path(&production, "today"));
                    }
                    Outcome::Refused { code, detail } => {
                        problem.try_set(Some((code, detail)));
                    }
                    _ => {}
                }
            },
        );
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        join();
    };
    let note = move || {
        problem.get().map(|(code, detail)| {
            let (title, text) = match code {
                RefusedCode::NoSignal => (
                    crate::t!("join.no_signal"),
                    crate::t!("join.no_signal_text").to_owned(),
                ),
                RefusedCode::Relay => (crate::t!("join.refused"), detail),
                other => (
                    crate::t!("join.refused"),
                    crate::words::refused(other, &detail),
                ),
            };
            view! {
                <div role="alert">
                    <Note tone=Tone::Bad title=title>
                        <p>{text}</p>
                    </Note>
                </div>
            }
        })
    };
    view! {
        <h1 tabindex="-1">{crate::t!("join.title")}</h1>
        <p>{crate::t!("join.text", relay = host())}</p>
        {move || {
            held.get()
                .map(|(production, title)| {
                    view! {
                        <Card title=title>
                            <p>{crate::t!("join.held")}</p>
                            <div class="line">
                                <LinkButton kind=ButtonKind::Main href=path(&production, "today")>
                                    {crate::t!("join.open")}
                                </LinkButton>
                            </div>
                        </Card>
                    }
                })
        }}
        <form class="card" on:submit=submit>
            <TextField
                label=crate::t!("join.device")
                help=crate::t!("join.device_help")
                value=label
                on_input=move |text: String| label.set(text)
            />
            {note}
            <Button kind=ButtonKind::Main submit=true disabled=is_asking>
                {move || {
                    match (is_asking.get(), problem.with(Option::is_some)) {
                        (true, _) => crate::t!("join.asking"),
                        (false, true) => crate::t!("attention.again"),
                        (false, false) => crate::t!("join.do"),
                    }
                }}
            </Button>
        </form>
        <p class="muted">{crate::t!("join.offline")}</p>
    }
}

fn host() -> String {
    let origin = nav::origin();
    origin
        .split_once("://")
        .map_or(origin.clone(), |(_, host)| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_read_from_the_address() {
        let check = |fragment: &str, want: Option<(&str, &str)>| {
            let found = link_from_fragment(fragment);
            let found = found
                .as_ref()
                .map(|l| (l.production.as_str(), l.code.as_str()));
            assert_eq!(found, want, "{fragment}");
        };
        check("abc.secret", Some(("abc", "secret")));
        check(" abc.se.cret ", Some(("abc", "se.cret")));
        check("", None);
        check("abc", None);
        check("abc.", None);
        check("a b.c", None);
    }
}
