//! Schedules of other programs: a Universal Schedule Standard file comes in, and goes out.

use std::sync::Arc;

use leptos::prelude::*;
use shared::access::Audience;
use shared::board;
use shared::formats::uss::{self, ExportOptions, ImportOptions, Imported, Problem};
use shared::kind::Kind;

use crate::platform::{files, random, time};
use crate::shell::{path, use_go, use_production};
use crate::store::{Store, use_store};
use crate::ui::*;

/// A file that was read, and what taking it in would do.
#[derive(Clone, PartialEq)]
struct Taken {
    name: String,
    imported: Arc<Imported>,
    problems: Vec<Problem>,
}

/// A file on its way in: picked, read, shown, and only then stored.
#[derive(Clone, Copy)]
struct Taking {
    store: Store,
    taken: RwSignal<Option<Taken>>,
    asking: RwSignal<bool>,
}

impl Taking {
    fn new(store: Store) -> Self {
        Self {
            store,
            taken: RwSignal::new(None),
            asking: RwSignal::new(false),
        }
    }

    fn pick(self) {
        let store = self.store;
        files::pick(".uss,.json", move |picked| match picked {
            Ok(file) => match read(store, &file.bytes, &file.name) {
                Ok(read) => {
                    self.taken.set(Some(read));
                    self.asking.set(true);
                }
                Err(why) => {
                    store.warn(crate::t!(
                        "schedule.uss_refused",
                        file = file.name,
                        why = why
                    ));
                }
            },
            Err(why) => store.warn(crate::t!("schedule.not_read", why = why)),
        });
    }
}

#[component]
fn AskDialog(taking: Taking) -> impl IntoView {
    let Taking { taken, asking, .. } = taking;
    view! {
        <Dialog open=asking title=crate::t!("schedule.uss_title")>
            {move || taken.get().map(|taken| view! { <Ask taken asking /> })}
        </Dialog>
    }
}

/// The menu beside the room's acts.
#[component]
pub fn Exchange() -> impl IntoView {
    let store = use_store();
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let taking = Taking::new(store);
    view! {
        <Menu label=crate::t!("schedule.more") dots=true>
            <MenuItem on_click=move || export(store)>{crate::t!("schedule.uss_out")}</MenuItem>
            <Show when=move || may_plan.get()>
                <MenuItem on_click=move || taking.pick()>{crate::t!("schedule.uss_in")}</MenuItem>
            </Show>
        </Menu>
        <AskDialog taking />
    }
}

/// The button of an empty room: there is nothing yet that could go out.
#[component]
pub fn TakeIn() -> impl IntoView {
    let store = use_store();
    let taking = Taking::new(store);
    view! {
        <Show when=move || store.may_write(&Audience::Plan)>
            <Button on_click=move || taking.pick()>{crate::t!("schedule.uss_in")}</Button>
            <AskDialog taking />
        </Show>
    }
}

fn read(store: Store, bytes: &[u8], name: &str) -> Result<Taken, String> {
    let read = uss::read(bytes).map_err(|why| why.to_string())?;
    let options = ImportOptions {
        label: crate::t!("schedule.did_uss", file = name),
        board_name: crate::t!("board.first").to_owned(),
    };
    let imported = store.peek(|book| uss::import(book, &read.uss, &options, &mut random::id));
    let problems = read
        .problems
        .iter()
        .chain(&imported.problems)
        .cloned()
        .collect();
    Ok(Taken {
        name: name.to_owned(),
        imported: Arc::new(imported),
        problems,
    })
}

/// Saves all boards as one file.
fn export(store: Store) {
    let (title, text) = store.peek(|book| {
        let mut boards: Vec<_> = board::boards(book).iter().map(|b| b.id.clone()).collect();
        // A board that everyone uses and nobody wrote yet is one of them.
        let active = board::active(book);
        if !boards.contains(&active) {
            boards.insert(0, active);
        }
        let me = untrack(|| store.me());
        let options = ExportOptions {
            created: time::iso_now(),
            author: me.map_or_else(String::new, |id| {
                book.text(&Kind::Person, &id, "name").to_owned()
            }),
            source: "Callboard".to_owned(),
        };
        let title = book.production().map_or("", |p| p.text("title")).to_owned();
        (title, uss::write(&uss::from_book(book, &boards, &options)))
    });
    let name: Vec<String> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let name = format!(
        "{}.uss",
        if name.is_empty() {
            "schedule".to_owned()
        } else {
            name.join("-")
        }
    );
    if let Err(why) = files::save(&name, "application/json", text.as_bytes()) {
        store.warn(crate::t!("schedule.not_saved", why = why));
    }
}

/// What the file would bring; nothing is stored before the button.
#[component]
fn Ask(taken: Taken, asking: RwSignal<bool>) -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let go = use_go();
    let counts = taken.imported.counts;
    let is_nothing = taken.imported.command.is_empty();
    let imported = taken.imported.clone();
    let import = move || {
        store.act(imported.command.clone());
        asking.set(false);
        if let Some(first) = imported.boards.first() {
            go.to(&untrack(|| {
                path(&production.get(), &format!("board?board={first}"))
            }));
        }
    };
    let n = taken.problems.len();
    view! {
        <p><b>{taken.name}</b></p>
        <p>
            {crate::t!(
                "schedule.uss_counts",
                scenes = counts.scenes_new,
                found = counts.scenes_found,
                elements = counts.elements_new,
                boards = taken.imported.boards.len()
            )}
        </p>
        {is_nothing.then(|| view! { <p class="muted">{crate::t!("schedule.uss_nothing")}</p> })}
        {(n > 0).then(|| view! {
            <details>
                <summary>{crate::t!("schedule.uss_problems", n = n)}</summary>
                <ul>
                    {taken.problems.into_iter().map(|p| view! { <li><b>{p.place}</b>" "{p.message}</li> }).collect_view()}
                </ul>
            </details>
        })}
        <p class="muted">{crate::t!("schedule.uss_keeps")}</p>
        <div class="line">
            <Button kind=ButtonKind::Main on_click=import disabled=is_nothing>{crate::t!("schedule.uss_take")}</Button>
            <Button on_click=move || asking.set(false)>{crate::t!("ui.cancel")}</Button>
        </div>
    }
}
