//! Sides, drawn from their body alone; only the reader's name is the device's own.

use std::sync::Arc;

use leptos::prelude::*;
use shared::eighths::Eighths;
use shared::kind::Kind;
use shared::script::Sides;

use crate::callsheet::{date_on_paper, day_text, draft_text, revision};
use crate::script::pages::{Head, sheet};
use crate::store::use_store;

/// Draws sides.
#[component]
pub fn Document(
    sides: Arc<Sides>,
    /// What is not issued says so, also on paper.
    #[prop(optional)]
    is_draft: bool,
    /// The code of what was issued.
    #[prop(optional, into)]
    code: String,
) -> impl IntoView {
    let store = use_store();
    // A copy names its reader, so that one that is found lying about can be given back.
    let reader = Memo::new(move |_| {
        let me = store.me()?;
        Some(store.record(&Kind::Person, &me)?.text("name").to_owned())
    });
    let scenes = list(&sides);
    let paper = if sides.paper == "letter" {
        "script-pages letter"
    } else {
        "script-pages"
    };
    let drawn = move || {
        let head = head(&sides, is_draft, &code, reader.get().as_deref());
        let pages = sides.pages.iter();
        pages.map(|page| sheet(page, &head, &[])).collect_view()
    };
    view! {
        {scenes}
        <div class=paper>{drawn}</div>
    }
}

fn head(sides: &Sides, is_draft: bool, code: &str, reader: Option<&str>) -> Head {
    let standing = match is_draft {
        true => crate::t!("schedule.draft").to_owned(),
        false => [revision(sides.number, &sides.colour), code.to_owned()]
            .join(" ")
            .trim()
            .to_owned(),
    };
    let reader = match reader.filter(|name| !name.is_empty()) {
        Some(name) => crate::t!("sides.for", name = name),
        None => crate::t!("sides.for_nobody").to_owned(),
    };
    let day = day_text(sides.day_number, sides.days, "");
    let date = date_on_paper(&sides.date);
    let day: Vec<String> = [day, date].into_iter().filter(|t| !t.is_empty()).collect();
    Head {
        title: crate::t!("sides.head", title = sides.title),
        draft: draft_text(&sides.script_colour, &sides.script_date),
        below: vec![day.join(", "), standing, reader],
    }
}

/// The scenes of the day in the order of the pages.
fn list(sides: &Sides) -> AnyView {
    let row = |scene: &shared::script::SceneOnSides| {
        let page = match scene.page_name() {
            None => crate::t!("sides.no_words").to_owned(),
            Some(n) => crate::t!("sides.on_page", n = n),
        };
        view! {
            <li>
                <b>{scene.number.clone()}</b>
                <span>{scene.heading.clone()}</span>
                <span class="muted n">{Eighths(scene.eighths).to_string()}" · "{page}</span>
            </li>
        }
    };
    view! {
        <ol class="sides-scenes card no-print" aria-label=crate::t!("sides.scenes")>
            {sides.scenes.iter().map(row).collect_view()}
        </ol>
    }
    .into_any()
}
