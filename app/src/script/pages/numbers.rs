//! Which draft the pages are, and whether its scene numbers are locked.

use leptos::prelude::*;
use shared::access::Audience;
use shared::kind::Kind;
use shared::production::edit;
use shared::revision;
use shared::scene::{self, Lock};
use shared::script::Standing;

use crate::callsheet::draft_text;
use crate::platform::time;
use crate::store::Store;
use crate::sync::field_name;
use crate::ui::*;

use super::room::Script;

/// "Blue, Friday 12 March 2027": the draft as page heads and documents name it.
pub fn draft_words(standing: &Standing) -> String {
    draft_text(&standing.colour, &standing.date)
}

fn lock_of(store: Store) -> Memo<Option<Lock>> {
    Memo::new(move |_| store.with(&[Kind::Production], scene::lock))
}

fn lock_words(lock: &Lock) -> String {
    match draft_text(&lock.colour, &lock.date).as_str() {
        "" => crate::t!("pages.locked_on", when = when_text(lock.at_ms)),
        draft => crate::t!("pages.locked_since", draft = draft),
    }
}

/// The draft, how long it is, the lock, and what the office should put right.
#[component]
pub fn About(script: Script) -> impl IntoView {
    let store = script.store;
    let lock = lock_of(store);
    let counts = move || {
        let pages = script.pages.with(|pages| pages.len());
        crate::t!(
            "pages.counts",
            pages = pages,
            scenes = script.starts.with(|all| all.len())
        )
    };
    let locked_pages = Memo::new(move |_| {
        script
            .pages
            .with(|pages| pages.iter().any(|page| !page.label.is_empty()))
    });
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let other = Memo::new(move |_| {
        script
            .standing
            .with(|s| s.file_colour)
            .filter(|_| may_plan.get())
    });
    let take = move |colour: u32| {
        let label = crate::t!("settings.changed", field = field_name("script_colour"));
        store.act(store.peek(|book| edit::set(book, "script_colour", i64::from(colour), label)));
    };
    view! {
        <p class="script-standing no-print">
            {move || {
                let words = script.standing.with(draft_words);
                let words = if words.is_empty() { crate::t!("pages.no_colour").to_owned() } else { words };
                view! { <b>{words}</b> }
            }}
            <span class="muted">{counts}</span>
            {move || locked_pages.get().then(|| view! { <Badge tone=Tone::Good>{crate::t!("pages.locked_pages")}</Badge> })}
            {move || lock.get().map(|lock| view! { <Badge tone=Tone::Good>{lock_words(&lock)}</Badge> })}
        </p>
        {move || other.get().map(|colour| {
            let name = revision::nth(colour);
            view! {
                <div class="no-print">
                    <Note tone=Tone::Warn title=crate::t!("pages.file_says", colour = name)>
                        <span>{crate::t!("pages.file_says_text")}</span>
                        <div class="line">
                            <Button on_click=move || take(colour)>{crate::t!("pages.take_colour", colour = name)}</Button>
                        </div>
                    </Note>
                </div>
            }
        })}
    }
}

/// Locks the scene numbers, or lets them go: asked first, since everyone works by them.
#[component]
pub fn LockNumbers(script: Script) -> impl IntoView {
    let store = script.store;
    let lock = lock_of(store);
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if script.address.get("do") == "lock" {
            script.address.replace(&[("do", "")]);
            open.set(true);
        }
    });
    let is_locked = Memo::new(move |_| lock.with(Option::is_some));
    let word = move || match is_locked.get() {
        true => crate::t!("pages.unlock"),
        false => crate::t!("pages.lock"),
    };
    let text = move || match is_locked.get() {
        true => crate::t!("pages.unlock_text").to_owned(),
        false => match script.standing.with(draft_words).as_str() {
            "" => crate::t!("pages.lock_text").to_owned(),
            draft => crate::t!("pages.lock_text_of", draft = draft),
        },
    };
    let act = move || {
        let command = store.peek(|book| match is_locked.get_untracked() {
            true => scene::unlock_numbers(book, crate::t!("pages.did_unlock").to_owned()),
            false => {
                scene::lock_numbers(book, time::now_ms(), crate::t!("pages.did_lock").to_owned())
            }
        });
        store.act(command);
        open.set(false);
    };
    view! {
        <Button on_click=move || open.set(true)>{word}</Button>
        <Dialog open title=Signal::derive(move || word().to_owned())>
            <p>{text}</p>
            <div class="line">
                <Button kind=ButtonKind::Main on_click=act>{word}</Button>
                <Button on_click=move || open.set(false)>{crate::t!("ui.cancel")}</Button>
            </div>
        </Dialog>
    }
}
