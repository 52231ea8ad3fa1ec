//! "Am I holding the current version?": a code from a paper or a phone against everything that was
//! issued and that this device holds. Works with no signal.

use leptos::prelude::*;
use shared::kind::Kind;
use shared::paper::{Compared, Document, compare};

use super::words::{date_text, issue_name};
use crate::platform::grid;
use crate::schedule::edition_name;
use crate::shell::{path, use_production};
use crate::store::{Store, use_store};
use crate::ui::*;

/// Compares a code with all call sheets and schedules.
#[component]
pub fn Verify() -> impl IntoView {
    let store = use_store();
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let typed = typed.get();
        (!typed.trim().is_empty())
            .then(|| store.with(&[Kind::Issue, Kind::Sides], |book| compare(book, &typed)))
    });
    let error = Signal::derive(move || {
        (found.get() == Some(Compared::Unreadable))
            .then(|| crate::t!("callsheet.verify.unreadable").to_owned())
    });
    view! {
        <Card title=crate::t!("callsheet.verify.title") class="verify no-print">
            <p class="muted">{crate::t!("callsheet.verify.text")}</p>
            <TextField
                label=crate::t!("callsheet.verify.code")
                value=typed
                on_commit=move |text| typed.set(text)
                placeholder="7F3A 19C2"
                error
            />
            <div role="status">{move || found.get().map(|found| answer(store, found))}</div>
        </Card>
    }
}

fn answer(store: Store, compared: Compared) -> AnyView {
    let about = move |document: &Document| about(store, document);
    match compared {
        Compared::Unreadable => ().into_any(),
        Compared::Newest(one) => view! {
            <Note tone=Tone::Good title=crate::t!("callsheet.verify.newest")>
                <span>{about(&one)}</span>
                <To document=one />
            </Note>
        }
        .into_any(),
        Compared::Older(one, newest) => view! {
            <Note tone=Tone::Bad title=crate::t!("callsheet.verify.older")>
                <span>{crate::t!("callsheet.verify.older_text", old = about(&one), new = about(&newest))}</span>
                <To document=newest />
            </Note>
        }
        .into_any(),
        Compared::OneOfSeveral(one, other) => view! {
            <Note tone=Tone::Bad title=crate::t!("schedule.collides")>
                <span>{crate::t!("callsheet.verify.several_text", one = about(&one), other = about(&other))}</span>
                <To document=other />
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

/// Names a document: a sheet with its day, a schedule with its title, and when it was issued.
fn about(store: Store, document: &Document) -> String {
    let cover = document.cover();
    let (name, when) = (issue_name(cover), when_text(cover.issued_ms));
    match document {
        Document::Sheet(sheet) => crate::t!(
            "callsheet.verify.about",
            name = name,
            date = date_text(&sheet.date),
            when = when
        ),
        Document::Report(report) => crate::t!(
            "callsheet.verify.about_report",
            name = name,
            date = date_text(&report.date),
            when = when
        ),
        Document::Sides(sides) => crate::t!(
            "callsheet.verify.about_sides",
            name = name,
            date = date_text(&sides.date),
            when = when
        ),
        Document::Schedule(edition) => crate::t!(
            "callsheet.verify.about_schedule",
            title = store.peek(|book| edition_name(book, edition)),
            name = name,
            when = when
        ),
    }
}

#[component]
fn To(document: Document) -> impl IntoView {
    let production = use_production();
    let room = format!("{}/{}", document.room().as_str(), document.cover().id);
    let href = move || path(&production.get(), &room);
    view! { <a href=href>{crate::t!("callsheet.verify.open")}</a> }
}

/// Says whether the code that a camera brought along in the address is that of the document shown.
#[component]
pub fn Asked(#[prop(into)] hash: Signal<Option<String>>) -> impl IntoView {
    let asked = grid::fragment();
    move || {
        let hash = hash.get()?;
        if asked.len() < 8 {
            return None;
        }
        let fits = hash.starts_with(&asked.to_lowercase());
        Some(if fits {
            view! { <p class="standing"><Badge tone=Tone::Good>{crate::t!("callsheet.sheet.code_fits")}</Badge></p> }.into_any()
        } else {
            view! {
                <Note tone=Tone::Bad title=crate::t!("callsheet.sheet.code_differs")>
                    <span>{crate::t!("callsheet.sheet.code_differs_text")}</span>
                </Note>
            }
            .into_any()
        })
    }
}
