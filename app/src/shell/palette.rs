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
use super::places::{places, room_of};
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

/// How a command stands to the room that is open.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Near {
    /// It is done in this room.
    Here,
    Anywhere,
    /// Choosing it goes to its room and does it there.
    Elsewhere,
}

impl Near {
    fn of(command: &Command, here: &str) -> Self {
        match command.room() {
            Some(room) if room == here => Self::Here,
            Some(_) => Self::Elsewhere,
            None => Self::Anywhere,
        }
    }

    /// Puts this room's commands before others that fit what was typed as well.
    fn favour(self, score: i32) -> i32 {
        match self {
            Self::Here => score + 6,
            Self::Anywhere => score,
            Self::Elsewhere => score - 2,
        }
    }
}

/// Lists what fits, the best first; with nothing typed, the commands alone.
fn finds(store: Store, now: Now, typed: &str) -> Vec<Find> {
    let is_mac = nav::is_mac();
    let places = if now.is_open {
        places(store)
    } else {
        Vec::new()
    };
    let place_of = |room: &str| places.iter().find(|place| place.room == room);
    let here = nav::place();
    let here = room_of(here.split('?').next().unwrap_or_default());
    // A room is called what the sidebar calls it, in the words of this trade.
    let label_of = |command: &Command| {
        match &command.does {
            Does::Room(room) => place_of(room),
            _ => None,
        }
        .map_or_else(
            || command.label.to_owned(),
            |place| crate::t!("go.to", room = place.label),
        )
    };
    let mut found: Vec<(i32, Near, Find)> = commands()
        .into_iter()
        .filter(|command| command.when.holds(now) && command.does != Does::Palette)
        .filter_map(|command| {
            let label = label_of(&command);
            let score = fuzzy::score(typed, &label)
                .map(|score| score + 4)
                .or_else(|| fuzzy::score(typed, &format!("{label} {}", command.keywords)))?;
            let near = Near::of(&command, here);
            let elsewhere = command.room().filter(|_| near == Near::Elsewhere);
            let find = Find {
                key: command.id.to_owned(),
                label,
                detail: elsewhere
                    .and_then(place_of)
                    .map(|place| place.label.clone())
                    .unwrap_or_default(),
                keys: command
                    .keys
                    .map(|keys| keys_text(keys, is_mac))
                    .unwrap_or_default(),
                does: command.does,
            };
            Some((near.favour(score), near, find))
        })
        .collect();
    found.sort_by_key(|(_, near, _)| *near);
    let mut found: Vec<(i32, Find)> = found
        .into_iter()
        .map(|(score, _, find)| (score, find))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_of_another_room_is_found_behind_those_of_this_one() {
        let all = commands();
        let near = |id: &str, here: &str| Near::of(all.iter().find(|c| c.id == id).unwrap(), here);
        assert_eq!(near("board-compare", "board"), Near::Here);
        assert_eq!(near("board-compare", "people"), Near::Elsewhere);
        assert_eq!(near("people-import", "people"), Near::Here);
        assert_eq!(near("undo", "people"), Near::Anywhere);
        assert!(Near::Here < Near::Anywhere && Near::Anywhere < Near::Elsewhere);
        assert!(Near::Here.favour(5) > Near::Elsewhere.favour(5));
    }
}
