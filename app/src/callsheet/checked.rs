//! What was found when a sheet was issued, and who had approved it: for the office alone.

use leptos::prelude::*;
use shared::access::Audience;
use shared::callsheet::checks::{Checked, Line, checked_of};
use shared::callsheet::preview::approvers_of;
use shared::kind::Kind;
use shared::rules::Overridden;

use super::sheet::use_sheet;
use crate::rules::accepted_text;
use crate::store::use_store;

#[component]
pub fn WasChecked() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let may_read = Memo::new(move |_| store.may_write(&Audience::Office));
    let found = Memo::new(move |_| {
        let issue = room.issue.get();
        may_read.get().then(|| {
            store.with(&[Kind::Checked, Kind::Issue, Kind::Person], |book| {
                let name = |id: &_| book.text(&Kind::Person, id, "name").to_owned();
                let approved: Vec<String> = approvers_of(book, &issue).iter().map(name).collect();
                Shown(checked_of(book, &issue), approved)
            })
        })
    });
    move || {
        let Shown(checked, approved) = found.get()?;
        let checked = checked?;
        let n = checked.lines.len();
        let title = match n {
            0 => crate::t!("callsheet.checked.nothing").to_owned(),
            n => crate::t!("callsheet.checked.found", n = n),
        };
        let line = move |line: Line| {
            let said = Overridden {
                reason: line.reason.clone(),
                by: line.by,
                at_ms: line.at_ms,
            };
            let standing = match line.reason.is_empty() {
                true => crate::t!("callsheet.checked.open").to_owned(),
                false => accepted_text(store, &said),
            };
            view! {
                <li>
                    <p>{line.text}</p>
                    <p class="muted">{standing}</p>
                    <p class="muted small">{line.source}</p>
                </li>
            }
        };
        Some(view! {
            <section class="card checked-card" aria-labelledby="was-checked">
                <h2 id="was-checked">{crate::t!("callsheet.checked.title")}</h2>
                <p class="muted">{crate::t!("callsheet.checked.text")}</p>
                {(!approved.is_empty())
                    .then(|| view! { <p>{crate::t!("callsheet.checked.approved", names = approved.join(", "))}</p> })}
                {(!checked.without.is_empty())
                    .then(|| view! { <p>{crate::t!("callsheet.checked.without", reason = checked.without)}</p> })}
                <details>
                    <summary>{title}</summary>
                    <ul class="was-found">{checked.lines.into_iter().map(line).collect_view()}</ul>
                </details>
            </section>
        })
    }
}

/// What was found, and the names of who approved.
#[derive(Clone, PartialEq)]
struct Shown(Option<Checked>, Vec<String>);
