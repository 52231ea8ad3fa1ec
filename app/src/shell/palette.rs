//! The command palette: a few letters find a command, a person, a scene or a day.

use leptos::prelude::*;
use shared::board;
use shared::book::Book;
use shared::kind::Kind;
use shared::production;

use super::act::Actor;
use super::commands::{Command, Does, Now, commands, keys_text};
use super::fuzzy;
use super::nav::path;
use super::places::places;
use crate::platform::{dom, nav};
use crate::store::Store;

/// How many finds are shown.
const SHOWN: usize = 40;

/// One line of the palette.
#[derive(Clone, PartialEq, Debug)]
struct Find {
    key: String,
    label: String,
    /// Where it is, or what it is.
    detail: String,
    keys: String,
    does: Does,
}

/// Lists what fits, the best first; with nothing typed, the commands alone.
fn finds(store: Store, now: Now, typed: &str) -> Vec<Find> {
    let is_mac = nav::is_mac();
    let places = if now.is_open {
        places(store)
    } else {
        Vec::new()
    };
    // A room is called what the sidebar calls it, in the words of this trade.
    let label_of = |command: &Command| {
        match &command.does {
            Does::Room(room) => places.iter().find(|place| place.room == *room),
            _ => None,
        }
        .map_or_else(
            || command.label.to_owned(),
            |place| crate::t!("go.to", room = place.label),
        )
    };
    let mut found: Vec<(i32, Find)> = commands()
        .into_iter()
        .filter(|command| command.when.holds(now) && command.does != Does::Palette)
        .filter_map(|command| {
            let label = label_of(&command);
            let score = fuzzy::score(typed, &label)
                .map(|score| score + 4)
                .or_else(|| fuzzy::score(typed, &format!("{label} {}", command.keywords)))?;
            let find = Find {
                key: command.id.to_owned(),
                label,
                detail: String::new(),
                keys: command
                    .keys
                    .map(|keys| keys_text(keys, is_mac))
                    .unwrap_or_default(),
                does: command.does,
            };
            Some((score, find))
        })
        .collect();
    if !typed.trim().is_empty() && now.is_open {
        let targets = store.peek(targets);
        found.extend(targets.into_iter().filter_map(|find| {
            let score = fuzzy::score(typed, &format!("{} {}", find.label, find.detail))?;
            Some((score, find))
        }));
        found.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.label.len().cmp(&y.label.len())));
    }
    if !typed.trim().is_empty() {
        // Letters that only happen to stand in that order are noise beside a real find.
        let best = found
            .iter()
            .map(|(score, _)| *score)
            .max()
            .unwrap_or_default();
        found.retain(|(score, _)| score * 3 >= best);
    }
    found.truncate(SHOWN);
    found.into_iter().map(|(_, find)| find).collect()
}

/// Lists people, scenes, elements, days and places to jump to.
fn targets(book: &Book) -> Vec<Find> {
    let Some(production) = book.production().map(|p| p.id.clone()) else {
        return Vec::new();
    };
    let nouns = production::nouns(book);
    let find = |key: String, label: String, detail: String, to: String| Find {
        key,
        label,
        detail,
        keys: String::new(),
        does: Does::Go(path(&production, &to)),
    };
    let mut found = Vec::new();
    for person in book.all(&Kind::Person) {
        let position = person.text("position");
        let detail = if position.is_empty() {
            crate::t!("room.people")
        } else {
            position
        };
        let to = format!("people?person={}", person.id);
        found.push(find(
            format!("person-{}", person.id),
            person.text("name").to_owned(),
            detail.to_owned(),
            to,
        ));
    }
    for scene in book.all(&Kind::Scene) {
        let label = production::meaning::name_of(book, nouns, &Kind::Scene, &scene.id);
        let detail = [scene.text("int_ext"), scene.text("set"), scene.text("time")].join(" ");
        let to = format!("scene/{}", scene.id);
        found.push(find(
            format!("scene-{}", scene.id),
            label,
            detail.trim().to_owned(),
            to,
        ));
    }
    for element in book.all(&Kind::Element) {
        let to = format!("breakdown?element={}", element.id);
        found.push(find(
            format!("element-{}", element.id),
            element.text("name").to_owned(),
            crate::t!("room.breakdown").to_owned(),
            to,
        ));
    }
    for place in book.all(&Kind::Location) {
        let to = format!("locations?location={}", place.id);
        let label = place.text("name").to_owned();
        found.push(find(
            format!("location-{}", place.id),
            label,
            nouns.location.title(),
            to,
        ));
    }
    for row in book.all(&Kind::Row).filter(|row| row.text("what") == "day") {
        if row.link("board") != book.production().and_then(|p| p.link("active_board")) {
            continue;
        }
        let label = production::meaning::name_of(book, nouns, &Kind::Row, &row.id);
        let to = format!("callsheet/{}", board::plan_of(row));
        found.push(find(
            format!("day-{}", row.id),
            label,
            nouns.call_sheet.title(),
            to,
        ));
    }
    found
}

#[component]
pub fn Palette(actor: Actor, now: Signal<Now>) -> impl IntoView {
    let open = actor.shell.palette;
    let node = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        let is_open = open.get();
        if let Some(dialog) = node.get() {
            if is_open {
                dom::show_dialog(&dialog);
            } else {
                dom::close_dialog(&dialog);
            }
        }
    });
    view! {
        <dialog
            class="palette-dialog"
            node_ref=node
            aria-label=crate::t!("command.palette")
            on:close=move |_| open.set(false)
            on:click=move |event| {
                if node.get_untracked().is_some_and(|d| dom::is_backdrop(&event, &d)) {
                    open.set(false);
                }
            }
        >
            <Show when=move || open.get()>
                <Finder actor now />
            </Show>
        </dialog>
    }
}

#[component]
fn Finder(actor: Actor, now: Signal<Now>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0usize);
    let found = Memo::new(move |_| finds(actor.store, now.get(), &typed.get()));
    let choose = move |find: Find| {
        actor.shell.palette.set(false);
        actor.does(find.does);
    };
    let step = move |by: isize| {
        let count = found.with(Vec::len);
        if count > 0 {
            at.update(|at| *at = at.saturating_add_signed(by).min(count - 1));
            dom::reveal(&format!("#find-{}", at.get_untracked()));
        }
    };
    view! {
        <div class="palette">
            <input
                type="text"
                role="combobox"
                autofocus
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="go"
                aria-expanded="true"
                aria-controls="finds"
                aria-label=crate::t!("command.palette")
                aria-activedescendant=move || format!("find-{}", at.get())
                placeholder=crate::t!("palette.placeholder")
                prop:value=move || typed.get()
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    at.set(0);
                }
                on:keydown=move |event| {
                    match event.key().as_str() {
                        "ArrowDown" => step(1),
                        "ArrowUp" => step(-1),
                        "PageDown" => step(8),
                        "PageUp" => step(-8),
                        "Enter" => {
                            if let Some(find) = found.with(|found| found.get(at.get_untracked()).cloned()) {
                                choose(find);
                            }
                        }
                        _ => return,
                    }
                    event.prevent_default();
                }
            />
            <ul id="finds" role="listbox" aria-label=crate::t!("palette.finds")>
                {move || {
                    found
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(n, find)| {
                            let chosen = find.clone();
                            view! {
                                <li
                                    id=format!("find-{n}")
                                    role="option"
                                    aria-selected=move || (at.get() == n).to_string()
                                    on:click=move |_| choose(chosen.clone())
                                    on:pointermove=move |_| {
                                        if at.get_untracked() != n {
                                            at.set(n);
                                        }
                                    }
                                >
                                    <span>{find.label}</span>
                                    <small>{find.detail}</small>
                                    {(!find.keys.is_empty()).then(|| view! { <kbd>{find.keys}</kbd> })}
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            {move || {
                found.with(Vec::is_empty).then(|| view! { <p class="muted nothing">{crate::t!("palette.nothing")}</p> })
            }}
        </div>
    }
}
