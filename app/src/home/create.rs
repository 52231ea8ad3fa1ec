//! A new production: works at once, with no signal and no account.

use leptos::prelude::*;
use shared::engine::protocol::{FromEngine, Outcome, ToEngine};
use shared::production::ProductionKind;
use shared::production::fresh::{Fresh, create};

use crate::platform::{intl, random};
use crate::shell::{Go, use_go};
use crate::store::{Store, use_store};
use crate::ui::{Button, ButtonKind, DateField, LinkButton, SelectField, TextField};

/// Names a kind of production.
pub fn kind_name(kind: ProductionKind) -> &'static str {
    match kind {
        ProductionKind::Film => crate::t!("kind.film"),
        ProductionKind::Series => crate::t!("kind.series"),
        ProductionKind::Stage => crate::t!("kind.stage"),
        ProductionKind::Event => crate::t!("kind.event"),
        ProductionKind::Factory => crate::t!("kind.factory"),
    }
}

/// The kinds of productions as options of a field.
pub fn kind_options() -> Vec<(String, String)> {
    ProductionKind::ALL
        .into_iter()
        .map(|kind| (kind.as_str().to_owned(), kind_name(kind).to_owned()))
        .collect()
}

/// A list of time zones that a field of text searches; returns the list's id and the list.
#[component]
pub fn ZoneList(#[prop(into)] id: String) -> impl IntoView {
    view! {
        <datalist id=id>
            {intl::zones().into_iter().map(|zone| view! { <option value=zone></option> }).collect_view()}
        </datalist>
    }
}

/// Says what is wrong with a typed time zone.
pub fn zone_error(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let known = intl::zones().iter().any(|zone| zone == typed);
    (!known).then(|| crate::t!("create.zone_unknown", zone = typed))
}

#[component]
pub fn CreateForm(is_cancellable: bool) -> impl IntoView {
    let store = use_store();
    let go = use_go();
    let fresh = RwSignal::new(Fresh {
        zone: intl::zone(),
        ..Fresh::default()
    });
    let (title_error, zone_error_now) = (RwSignal::new(None), RwSignal::new(None));
    let read = move |field: fn(&Fresh) -> &String| {
        Signal::derive(move || fresh.with(|f| field(f).clone()))
    };
    let write = move |field: fn(&mut Fresh) -> &mut String| {
        move |text: String| fresh.update(|f| *field(f) = text)
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let filled = fresh.get_untracked();
        title_error.set(
            filled
                .title
                .trim()
                .is_empty()
                .then(|| crate::t!("create.no_title").to_owned()),
        );
        zone_error_now.set(zone_error(&filled.zone));
        if title_error.get_untracked().is_some() {
            crate::platform::dom::focus("#new-title");
        } else if zone_error_now.get_untracked().is_some() {
            crate::platform::dom::focus("#new-zone");
        } else {
            make(store, go, filled);
        }
    };
    view! {
        <form class="card create" on:submit=submit novalidate>
            <h2 class="card-title">{crate::t!("create.head")}</h2>
            <div class="fields">
                <div class="wide">
                    <TextField
                        id="new-title"
                        label=crate::t!("field.title")
                        value=read(|f| &f.title)
                        on_input=write(|f| &mut f.title)
                        error=title_error
                        placeholder=crate::t!("create.title_hint")
                    />
                </div>
                <SelectField
                    label=crate::t!("field.kind")
                    value=Signal::derive(move || fresh.with(|f| f.kind.as_str().to_owned()))
                    options=kind_options()
                    on_commit=move |kind: String| fresh.update(|f| f.kind = ProductionKind::parse(&kind))
                />
                <TextField
                    label=crate::t!("field.company")
                    value=read(|f| &f.company)
                    on_input=write(|f| &mut f.company)
                />
                <DateField
                    label=crate::t!("create.start")
                    value=read(|f| &f.start)
                    on_commit=write(|f| &mut f.start)
                    help=crate::t!("create.start_help")
                />
                <TextField
                    id="new-zone"
                    label=crate::t!("field.zone")
                    value=read(|f| &f.zone)
                    on_input=write(|f| &mut f.zone)
                    list="zones"
                    error=zone_error_now
                    help=crate::t!("create.zone_help")
                />
                <ZoneList id="zones" />
                <TextField
                    label=crate::t!("create.name")
                    value=read(|f| &f.name)
                    on_input=write(|f| &mut f.name)
                    autocomplete="name"
                />
                <TextField
                    label=crate::t!("create.position")
                    value=read(|f| &f.position)
                    on_input=write(|f| &mut f.position)
                    placeholder=crate::t!("create.position_hint")
                    autocomplete="organization-title"
                />
            </div>
            <div class="line">
                <Button kind=ButtonKind::Main submit=true>{crate::t!("command.new")}</Button>
                {is_cancellable
                    .then(|| {
                        view! { <LinkButton href="/" kind=ButtonKind::Quiet>{crate::t!("ui.cancel")}</LinkButton> }
                    })}
                <small class="muted">{crate::t!("create.offline")}</small>
            </div>
        </form>
    }
}

fn make(store: Store, go: Go, fresh: Fresh) {
    let production = random::id();
    let title = fresh.title.trim().to_owned();
    let fresh = Fresh {
        board: crate::t!("create.board").to_owned(),
        ..fresh
    };
    let label = crate::t!("create.label", title = title);
    let (command, me) = create(&fresh, &production, label, &mut random::id);
    let made = production.clone();
    store.ask(
        |request| ToEngine::Create {
            request,
            production,
            title,
            command,
            me,
        },
        move |answer| {
            if let FromEngine::Done { outcome, .. } = answer {
                match outcome {
                    Outcome::Refused { .. } => store.tell(outcome),
                    _ => go.to_room(&made, "script"),
                }
            }
        },
    );
}
