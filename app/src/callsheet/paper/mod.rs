//! The printed sheet, front and back, black and white: exists on the page, shows on paper only.

mod head;
mod tables;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use shared::callsheet::sections::SheetSection;
use shared::callsheet::{CallSheet, redacted};
use shared::paper::{Room, qr_text};
use shared::pdf::Version;

use super::sheet::use_sheet;
use super::words::date_on_paper;
use crate::store::use_store;
use head::{Standing, back_head, changed, foot, front_head};
use tables::{advance, background, cast, crew, ground, safety, said, scenes};

#[component]
pub fn Paper() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let relay = Memo::new(move |_| {
        store
            .sync
            .with(|s| s.as_ref().and_then(|s| s.relay.clone()))
    });
    // The phone's form is what somebody waits for; the paper is made right behind it.
    let is_time = RwSignal::new(false);
    set_timeout(
        move || {
            is_time.try_set(true);
        },
        Duration::from_millis(100),
    );
    move || {
        let (cover, sheet) = (room.cover.get()?, room.sheet.get()?);
        if !is_time.get() {
            return None;
        }
        let qr = qr_text(
            &room.production.get(),
            Room::Sheet,
            &cover.id,
            &cover.hash,
            relay.get().as_deref(),
        );
        let size = if sheet.paper == "letter" {
            "letter"
        } else {
            "a4"
        };
        let changes = room.changes.get();
        let version = match (
            room.preview.with(Option::is_some),
            room.copy.is_redacted.get(),
        ) {
            (true, _) => Version::Preview,
            (_, true) => Version::Redacted,
            _ => Version::Whole,
        };
        let sheet = match version {
            Version::Redacted => Arc::new(redacted(&sheet).ok()?),
            Version::Whole | Version::Preview => sheet,
        };
        let changes = match version {
            // What changed may name what was left out.
            Version::Redacted => Vec::new(),
            Version::Whole | Version::Preview => changes,
        };
        let standing = Standing::of(&cover, version);
        let qr = (version == Version::Whole).then_some(qr);
        // By itself: the paper is not drawn anew at each letter of a name.
        let mark = move || {
            room.copy.reader().map(|name| {
                let date = date_on_paper(&crate::platform::when::today());
                let text = format!("{name} · {date}");
                // One name for the eye alone: it is repeated on each sheet of paper.
                view! {
                    <div class="paper-mark" aria-hidden="true">
                        {(0..3).map(|_| view! { <p>{text.clone()}</p> }).collect_view()}
                    </div>
                }
            })
        };
        let (front, back) = sheet.sides();
        Some(view! {
            <div class=format!("paper {size}")>
                {mark}
                <p class="paper-foot">{foot(&standing, &sheet)}</p>
                <div class=side_of_paper(&front, &sheet)>
                    <div class="paper-space"></div>
                    <div class="paper-body">
                        {front_head(&standing, &sheet, qr)}
                        {front.iter().map(|section| one(*section, &sheet)).collect_view()}
                        {changed(&changes)}
                    </div>
                </div>
                {(!back.is_empty())
                    .then(|| {
                        view! {
                            <div class=format!("{} back", side_of_paper(&back, &sheet))>
                                <div class="paper-space"></div>
                                <div class="paper-body">
                                    {back_head(&standing, &sheet)}
                                    {back.iter().map(|section| one(*section, &sheet)).collect_view()}
                                </div>
                            </div>
                        }
                    })}
            </div>
        })
    }
}

fn one(section: SheetSection, sheet: &CallSheet) -> AnyView {
    match section {
        SheetSection::Safety => safety(sheet),
        SheetSection::Places => ground(sheet),
        SheetSection::Scenes => scenes(sheet),
        SheetSection::Cast => cast(sheet),
        SheetSection::Background => background(sheet),
        SheetSection::Turn => ().into_any(),
        SheetSection::Crew => crew(sheet),
        SheetSection::Notes => said("notes", &sheet.notes),
        SheetSection::Channels => said("channels", &sheet.channels),
        SheetSection::Advance => advance(sheet),
    }
}

/// The lines of a section, roughly: what decides how large the letters of its side may be.
fn lines(section: SheetSection, sheet: &CallSheet) -> usize {
    match section {
        SheetSection::Safety => sheet.safety.len() / 120,
        SheetSection::Places => 2 * sheet.locations.len(),
        SheetSection::Scenes => 2 * sheet.scenes.len(),
        SheetSection::Cast => sheet.cast.len(),
        SheetSection::Background => sheet.background.len(),
        // In two columns.
        SheetSection::Crew => sheet.crew.iter().map(|g| g.people.len() + 2).sum::<usize>() / 2,
        SheetSection::Advance => sheet.advance.iter().map(|d| d.scenes.len()).sum(),
        SheetSection::Notes => sheet.notes.len() / 120,
        SheetSection::Turn | SheetSection::Channels => 0,
    }
}

/// A short sheet is printed larger: it is read at night, in the rain.
fn side_of_paper(sections: &[SheetSection], sheet: &CallSheet) -> String {
    const ROOMY: usize = 46;
    let all: usize = sections.iter().map(|section| lines(*section, sheet)).sum();
    if all <= ROOMY {
        "side-of-paper roomy".to_owned()
    } else {
        "side-of-paper".to_owned()
    }
}
