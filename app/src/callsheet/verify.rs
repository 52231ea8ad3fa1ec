//! "Am I holding the current version?": a code from a paper or a phone against what this device
//! holds. Works with no signal.

use leptos::prelude::*;
use shared::callsheet::issue::{Compared, Issued, compare};
use shared::kind::Kind;

use super::words::{date_text, issue_name};
use crate::shell::{path, use_production};
use crate::store::use_store;
use crate::ui::*;

#[component]
pub fn Verify() -> impl IntoView {
    let store = use_store();
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let typed = typed.get();
        (!typed.trim().is_empty()).then(|| store.with(&[Kind::Issue], |book| compare(book, &typed)))
    });
    let error = Signal::derive(move || {
        (found.get() == Some(Compared::Unreadable))
            .then(|| crate::t!("callsheet.verify.unreadable").to_owned())
    });
    view! {
        <Card title=crate::t!("callsheet.verify.title") class="verify">
            <p class="muted">{crate::t!("callsheet.verify.text")}</p>
            <TextField
                label=crate::t!("callsheet.verify.code")
                value=typed
                on_commit=move |text| typed.set(text)
                placeholder="7F3A 19C2"
                error
            />
            <div role="status">{move || found.get().map(answer)}</div>
        </Card>
    }
}

fn answer(compared: Compared) -> AnyView {
    match compared {
        Compared::Unreadable => ().into_any(),
        Compared::Newest(issue) => view! {
            <Note tone=Tone::Good title=crate::t!("callsheet.verify.newest")>
                <span>{about(&issue)}</span>
                <To issue />
            </Note>
        }
        .into_any(),
        Compared::Older(issue, newest) => view! {
            <Note tone=Tone::Bad title=crate::t!("callsheet.verify.older")>
                <span>{crate::t!("callsheet.verify.older_text", old = about(&issue), new = about(&newest))}</span>
                <To issue=newest />
            </Note>
        }
        .into_any(),
        Compared::OneOfSeveral(issue, other) => view! {
            <Note tone=Tone::Bad title=crate::t!("callsheet.collides")>
                <span>{crate::t!("callsheet.verify.several_text", one = about(&issue), other = about(&other))}</span>
                <To issue=other />
            </Note>
        }
        .into_any(),
        Compared::Unknown => view! {
            <Note tone=Tone::Warn title=crate::t!("callsheet.verify.unknown")>
                <span>{crate::t!("callsheet.verify.unknown_text")}</span>
            </Note>
        }
        .into_any(),
    }
}

/// Names a sheet with its day and the time it was issued.
fn about(issue: &Issued) -> String {
    crate::t!(
        "callsheet.verify.about",
        name = issue_name(issue),
        date = date_text(&issue.date),
        when = when_text(issue.issued_ms)
    )
}

#[component]
fn To(issue: Issued) -> impl IntoView {
    let production = use_production();
    let href = move || path(&production.get(), &format!("sheet/{}", issue.id));
    view! { <a href=href>{crate::t!("callsheet.verify.open")}</a> }
}
