//! Scenes that two people made twice: what stays, what both typed, one merge.

use leptos::prelude::*;
use shared::access::Audience;
use shared::board;
use shared::command::Command;
use shared::id::Id;
use shared::kind::Kind;
use shared::record::{Field, Value};
use shared::scene::doubles::{self, Clash, Double, Late, Picks, doubles};
use shared::scene::{self, SceneView};

use crate::shell::{path, use_production};
use crate::store::{Reading, Store, use_store};
use crate::ui::*;

use super::words::field_word;

#[component]
pub fn DoublesRoom() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let back = Signal::derive(move || path(&production.get(), "script"));
    let found = Memo::new(move |_| store.with(doubles::KINDS, doubles));
    let picks = RwSignal::new(Picks::new());
    let may_merge =
        Memo::new(move |_| store.may_write(&Audience::Plan) && store.may_write(&Audience::Script));
    let lates = Memo::new(move |_| store.with(doubles::KINDS, doubles::late));
    let is_none = move || {
        let is_read = store.reading.get() >= Reading::Whole;
        is_read && found.with(Vec::is_empty) && lates.with(Vec::is_empty)
    };
    let count = move || found.with(Vec::len);
    let join = move || {
        let label = crate::t!("doubles.did", n = found.with_untracked(Vec::len));
        let command = store.peek(|book| {
            doubles::merge(book, &found.get_untracked(), &picks.get_untracked(), label)
        });
        store.act(command);
    };
    view! {
        <div class="import-room">
            <RoomHead title=crate::t!("doubles.title") back />
            <Show when=move || found.with(|found| !found.is_empty())>
                <p class="muted">{crate::t!("doubles.help")}</p>
                <ul class="doubles" aria-label=crate::t!("doubles.title")>
                    <For
                        each=move || found.get()
                        key=|double| (double.keep.clone(), double.others.clone())
                        let:double
                    >
                        <One double picks may_merge />
                    </For>
                </ul>
                <Show when=move || may_merge.get()>
                    <div class="script-acts">
                        <Button kind=ButtonKind::Main on_click=join>
                            {move || crate::t!("doubles.merge", n = count())}
                        </Button>
                    </div>
                </Show>
            </Show>
            <Show when=move || lates.with(|lates| !lates.is_empty())>
                <section class="card" aria-label=crate::t!("doubles.late")>
                    <h2 class="script-title">{crate::t!("doubles.late")}</h2>
                    <p class="muted">{crate::t!("doubles.late_help")}</p>
                    <ul class="double-sides">
                        {move || lates.get().into_iter().map(|late| view! { <AfterMerge late may_merge /> }).collect_view()}
                    </ul>
                </section>
            </Show>
            <Show when=is_none>
                <Empty title=crate::t!("doubles.none") text=crate::t!("doubles.none_text")>
                    <LinkButton href=back>{crate::t!("doubles.back")}</LinkButton>
                </Empty>
            </Show>
        </div>
    }
}

#[component]
fn One(double: Double, picks: RwSignal<Picks>, may_merge: Memo<bool>) -> impl IntoView {
    let store = use_store();
    let of = double.clone();
    let sides = Memo::new(move |_| {
        store.with(board::KINDS, |book| {
            let scenes = scene::in_order(book);
            let layout = board::layout(book, &board::active(book));
            let view = |id: &Id| {
                let scene = scenes.iter().find(|scene| scene.id == *id)?;
                Some((scene.clone(), layout.day_of(id).map(|day| day.n)))
            };
            of.all().filter_map(view).collect::<Vec<_>>()
        })
    });
    let number = move || {
        sides.with(|sides| {
            sides
                .first()
                .map(|(scene, _)| scene.number.to_string())
                .unwrap_or_default()
        })
    };
    let of = double.clone();
    let clashes =
        Memo::new(move |_| store.with(doubles::KINDS, |book| doubles::clashes(book, &of)));
    let keep = double.keep.clone();
    let told = double.clone();
    let apart = move || {
        let label = crate::t!("doubles.did_apart", n = untrack(number));
        let mut command = Command::new(label);
        for other in &told.others {
            command.add(Kind::Scene, other, &format!("apart/{}", told.keep), true);
            for third in told.others.iter().filter(|third| *third > other) {
                command.add(Kind::Scene, third, &format!("apart/{other}"), true);
            }
        }
        store.act(command);
    };
    view! {
        <li class="card double">
            <h2 class="script-title">{move || crate::t!("doubles.number", n = number())}</h2>
            <ul class="double-sides">
                {move || {
                    sides
                        .get()
                        .iter()
                        .map(|(scene, day)| side(store, scene, *day, scene.id == keep))
                        .collect_view()
                }}
            </ul>
            {move || clashes.get().into_iter().map(|clash| view! { <Both clash picks /> }).collect_view()}
            <Show when=move || may_merge.get()>
                <div class="line">
                    <Button kind=ButtonKind::Quiet on_click=apart.clone()>{crate::t!("doubles.are_two")}</Button>
                </div>
            </Show>
        </li>
    }
}

/// One of the doubles: where it comes from and where it stands.
fn side(store: Store, scene: &SceneView, day: Option<usize>, stays: bool) -> impl IntoView + use<> {
    let origin = store.peek(|book| {
        let text = book.get(&Kind::SceneText, &scene.id)?;
        let draft = text.link("made").or_else(|| text.link("draft"))?;
        let draft = book.any(&Kind::Draft, &draft)?;
        let file = draft.text("file").to_owned();
        let when = when_text(draft.int("imported_ms").unwrap_or_default());
        let by = draft
            .link("by")
            .map(|id| book.text(&Kind::Person, &id, "name").to_owned());
        Some(match by.filter(|name| !name.is_empty()) {
            Some(name) => crate::t!("doubles.from_by", file = file, when = when, name = name),
            None => crate::t!("doubles.from", file = file, when = when),
        })
    });
    let place = match day {
        Some(n) => crate::t!("doubles.on_day", n = n),
        None => crate::t!("doubles.unscheduled").to_owned(),
    };
    view! {
        <li>
            <span class="grow">
                <b>{scene.heading()}</b>
                <small>{origin}</small>
                <small class="muted">{place}</small>
            </span>
            {stays.then(|| view! { <Badge tone=Tone::Good>{crate::t!("doubles.stays")}</Badge> })}
        </li>
    }
}

/// A field that both typed, and the choice.
#[component]
fn Both(clash: Clash, picks: RwSignal<Picks>) -> impl IntoView {
    let store = use_store();
    let key = (clash.keep.clone(), clash.field.clone());
    let first = clash
        .values
        .first()
        .map(|(id, _)| id.to_string())
        .unwrap_or_default();
    let options: Vec<(String, String)> = clash
        .values
        .iter()
        .map(|(id, value)| (id.to_string(), value_words(store, &clash.field, value)))
        .collect();
    let of = key.clone();
    let value = Signal::derive(move || {
        picks.with(|picks| picks.get(&of).map_or_else(|| first.clone(), Id::to_string))
    });
    view! {
        <SelectField
            label=crate::t!("doubles.clash", field = field_word(&clash.field).to_lowercase())
            value
            options=Signal::stored(options)
            on_commit=move |id: String| {
                picks.update(|picks| {
                    picks.insert(key.clone(), Id::new(id));
                });
            }
        />
    }
}

/// An edit to a scene that had gone into another, and what becomes of it.
#[component]
fn AfterMerge(late: Late, may_merge: Memo<bool>) -> impl IntoView {
    let store = use_store();
    let (number, here) = store.peek(|book| {
        let kept = book.any(&Kind::Scene, &late.keep);
        let number = kept.map_or("", |kept| kept.text("number")).to_owned();
        let here = kept.map(|kept| kept.get(&late.field).clone());
        (number, here.unwrap_or_default())
    });
    let prefix = late.field.split('/').next().unwrap_or_default();
    let word = field_word(prefix);
    let value = value_words(store, &late.field, &late.value);
    // Somebody is in a scene or not; what is there now says the opposite.
    let here = (!late.field.contains('/')).then(|| {
        let value = value_words(store, &late.field, &here);
        crate::t!("doubles.late_here", value = value)
    });
    let title = crate::t!(
        "doubles.late_field",
        n = number,
        field = word.to_lowercase()
    );
    let late = StoredValue::new(late);
    let number = StoredValue::new(number);
    let settle = move |takes: bool| {
        let (n, field) = (number.get_value(), word.to_lowercase());
        let label = if takes {
            crate::t!("doubles.did_take", n = n, field = field)
        } else {
            crate::t!("doubles.did_let_go", n = n, field = field)
        };
        let command = store.peek(|book| doubles::settle(book, &late.get_value(), takes, label));
        store.act(command);
    };
    view! {
        <li>
            <span class="grow">
                <b>{title}</b>
                <small>{value}</small>
                <small class="muted">{here}</small>
            </span>
            <Show when=move || may_merge.get()>
                <Button on_click=move || settle(true)>{crate::t!("doubles.take")}</Button>
                <Button kind=ButtonKind::Quiet on_click=move || settle(false)>{crate::t!("doubles.let_go")}</Button>
            </Show>
        </li>
    }
}

fn value_words(store: Store, field: &Field, value: &Value) -> String {
    if let Some((set, id)) = field.split_once('/') {
        let kind = if set == "cast" {
            Kind::Character
        } else {
            Kind::Element
        };
        let name = store.peek(|book| {
            book.any(&kind, &Id::new(id))
                .map_or_else(String::new, |r| r.text("name").to_owned())
        });
        return match value {
            Value::Int(n) => format!("{n} {name}"),
            Value::Flag(true) => name,
            _ => crate::t!("doubles.out_of", name = name),
        };
    }
    match (value, &**field) {
        (Value::Text(id), "location" | "unit") => {
            let kind = if **field == *"unit" {
                Kind::Unit
            } else {
                Kind::Location
            };
            store.peek(|book| book.text(&kind, &Id::new(id.clone()), "name").to_owned())
        }
        (Value::Text(text), _) => text.to_string(),
        (Value::Int(n), "eighths") => {
            shared::eighths::Eighths(u32::try_from(*n).unwrap_or_default()).to_string()
        }
        (Value::Int(n), "est_min") => shared::clock::length(*n),
        (Value::Int(n), _) => n.to_string(),
        (Value::Flag(true), "omitted") => crate::t!("scene.omitted").to_owned(),
        _ => crate::t!("script.nothing_said").to_owned(),
    }
}
