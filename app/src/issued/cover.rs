//! The line above an issued document, and what is wrong with it.

use leptos::prelude::*;
use shared::callsheet::Issued;
use shared::callsheet::issue::{Seal, seal};
use shared::kind::Kind;

use crate::callsheet::{Asked, paint, revision};
use crate::store::use_store;
use crate::ui::*;

/// The newest of the same document: its cover, and where it is read.
#[derive(Clone, PartialEq)]
pub struct Newer {
    pub cover: Issued,
    pub href: String,
}

/// Revision, code, when and by whom; whether it still counts, and whether it can be read.
#[component]
pub fn IssuedCover(
    kind: Kind,
    cover: Memo<Option<Issued>>,
    newest: Memo<Option<Newer>>,
    #[prop(into)] is_legible: Signal<bool>,
    /// What the link to the newest one says.
    open_newest: &'static str,
    /// A word between the code and the time, such as the day.
    #[prop(optional, into)]
    of: Signal<String>,
) -> impl IntoView {
    let store = use_store();
    let is_broken = Memo::new(move |_| {
        let id = cover.with(|c| c.as_ref().map(|c| c.id.clone()));
        let record = id.and_then(|id| store.record(&kind, &id));
        record.is_some_and(|record| seal(&record) != Seal::Whole)
    });
    let hash = Signal::derive(move || cover.with(|c| c.as_ref().map(|c| c.hash.clone())));
    let line = move |cover: &Issued| {
        let by = cover.by.as_ref().map(|id| {
            let name = |b: &shared::book::Book| b.text(&Kind::Person, id, "name").to_owned();
            store.peek(name)
        });
        let when = when_text(cover.issued_ms);
        let issued = match by.filter(|name| !name.is_empty()) {
            Some(who) => crate::t!("callsheet.issued_by", when = when, who = who),
            None => crate::t!("callsheet.issued_at", when = when),
        };
        let of = of.get();
        view! {
            <p class="cover">
                <span class=format!("rev big {}", paint(cover.number))>{revision(cover.number, &cover.colour)}</span>
                <span class="code n">{cover.code()}</span>
                {(!of.is_empty()).then(|| view! { <span>{of.clone()}</span> })}
                <span class="muted">{issued}</span>
            </p>
        }
    };
    let later = move |cover: &Issued| {
        let newest = newest.get().filter(|n| n.cover.number > cover.number)?;
        let name = revision(newest.cover.number, &newest.cover.colour);
        Some(view! {
            <Note tone=Tone::Bad title=crate::t!("callsheet.sheet.superseded", name = name)>
                <a href=newest.href>{open_newest}</a>
            </Note>
        })
    };
    view! {
        <div class="no-print stack">
            {move || cover.get().map(|cover| view! {
                {line(&cover)}
                {later(&cover)}
                {cover.collides.then(|| view! {
                    <Note tone=Tone::Bad title=crate::t!("schedule.collides")>
                        <span>{crate::t!("schedule.collides_text")}</span>
                    </Note>
                })}
            })}
            <Show when=move || is_broken.get()>
                <Note tone=Tone::Bad title=crate::t!("callsheet.sheet.broken")>
                    <span>{crate::t!("schedule.broken_text")}</span>
                </Note>
            </Show>
            <Asked hash />
            <Show when=move || !is_legible.get()>
                <Note tone=Tone::Bad title=crate::t!("callsheet.sheet.illegible")>
                    <span>{crate::t!("callsheet.sheet.illegible_text")}</span>
                </Note>
            </Show>
        </div>
    }
}
