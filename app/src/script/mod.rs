//! The script: importing one, with a look at it before anything is stored, and the scenes that two
//! people made twice by importing one apart; its pages; sides.

mod choose;
mod differences;
mod doubles;
mod filter;
mod matched;
mod pages;
mod preview;
mod read;
mod removed;
mod row;
mod sides;
mod state;
mod summary;
mod words;

pub use pages::{PagesRoom, in_script};
pub use sides::{SideRoom, SidesLink, SidesRoom};

use leptos::prelude::*;
use shared::access::Audience;
use shared::scene::{self, Options};

use crate::platform::{files, random, time};
use crate::shell::{path, use_go, use_production};
use crate::store::use_store;
use crate::ui::*;

use choose::Choose;
use preview::Preview;
use read::{Step, take_drop, take_paste};
use state::Review;

pub use doubles::DoublesRoom;

#[component]
pub fn ImportRoom() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let go = use_go();
    let step = RwSignal::new(Step::Waiting);
    let is_over = RwSignal::new(false);
    let back = Signal::derive(move || path(&production.get(), "script"));
    let may_import =
        Memo::new(move |_| store.may_write(&Audience::Plan) && store.may_write(&Audience::Script));
    let import = move |review: Review| {
        let read = review.read.get_value();
        let options = Options {
            label: crate::t!(
                "script.did",
                file = if read.file.is_empty() {
                    crate::t!("script.pasted")
                } else {
                    &read.file
                }
            ),
            cast_numbers: review.numbers.get_untracked(),
            choices: review.choices.get_untracked(),
            file: read.file,
            hash: read.hash,
            now_ms: time::now_ms(),
            by: untrack(|| store.me()),
            board_name: crate::t!("board.first").to_owned(),
        };
        store.act(store.peek(|book| scene::import(book, &read.script, &options, &mut random::id)));
        go.to(&untrack(|| back.get()));
    };
    view! {
        <div
            class="import-room"
            class:over=move || is_over.get()
            on:dragover=move |event| {
                if files::holds_files(&event) {
                    event.prevent_default();
                    is_over.set(true);
                }
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=move |event| {
                event.prevent_default();
                is_over.set(false);
                if may_import.get_untracked() {
                    take_drop(step, &event);
                }
            }
            on:paste=move |event| {
                if !crate::platform::dom::is_typing() && may_import.get_untracked() {
                    take_paste(step, &event);
                }
            }
        >
            <RoomHead title=crate::t!("script.title") back />
            {move || {
                if !may_import.get() {
                    return view! {
                        <Empty title=crate::t!("script.may_not") text=crate::t!("script.may_not_text")>
                            <LinkButton href=back>{crate::t!("scene.title")}</LinkButton>
                        </Empty>
                    }
                        .into_any();
                }
                match step.get() {
                    Step::Read(read) => {
                        let review = Review::of(store, read);
                        view! {
                            <Preview
                                review
                                on_import=Callback::new(move |()| import(review))
                                on_cancel=Callback::new(move |()| step.set(Step::Waiting))
                            />
                        }
                            .into_any()
                    }
                    _ => view! { <Choose step /> }.into_any(),
                }
            }}
        </div>
    }
}
