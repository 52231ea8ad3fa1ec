//! Makes a PDF of what a room shows: the paper, what happens meanwhile, save and share.

use std::sync::Arc;

use leptos::prelude::*;
use shared::pdf::{Job, Kind, Paper, Size};

use crate::platform::typesetter::{Failed, Made, Stage, typeset};
use crate::platform::{files, grid};
use crate::store::use_store;
use crate::ui::*;

const MIME: &str = "application/pdf";

/// How far it is.
#[derive(Clone)]
enum Standing {
    Working(Stage),
    Made(Arc<Made>),
    Failed(Failed),
}

/// Opens the making of a PDF. `job` says what is to be made, or in a sentence why it cannot be;
/// `name` is the file's name.
#[component]
pub fn PdfButton(
    job: Callback<(), Result<Job, String>>,
    #[prop(into)] name: Signal<String>,
    /// Hears that the file was given on by the device's sheet for sharing.
    #[prop(optional, into)]
    on_shared: Option<Callback<()>>,
    /// What the button says where a room makes several documents.
    #[prop(optional)]
    label: Option<&'static str>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let label = label.unwrap_or(crate::t!("pdf.open"));
    view! {
        <Button on_click=move || open.set(true)>{label}</Button>
        <Dialog open title=crate::t!("pdf.title")>
            <Making job name open on_shared />
        </Dialog>
    }
}

/// Lives while the dialog is open, and starts at once with the document's own paper.
#[component]
fn Making(
    job: Callback<(), Result<Job, String>>,
    name: Signal<String>,
    open: RwSignal<bool>,
    on_shared: Option<Callback<()>>,
) -> impl IntoView {
    let asked = StoredValue::new(job.run(()));
    let paper = RwSignal::new(asked.with_value(|job| job.as_ref().map_or(Paper::A4, |j| j.paper)));
    let is_sides = asked.with_value(|job| job.as_ref().is_ok_and(|j| j.kind == Kind::Sides));
    let size = RwSignal::new(Size::Whole);
    let standing = RwSignal::new(Standing::Working(Stage::Loading));
    // Another paper may be chosen before the first is made: the last choice counts.
    let turn = StoredValue::new(0u32);
    let make = move || {
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = turn.get_value();
        let is_mine = move || turn.try_get_value() == Some(mine);
        let mut job = match asked.get_value() {
            Ok(job) => job,
            Err(why) => return standing.set(Standing::Failed(Failed::Refused(why))),
        };
        job.paper = paper.get_untracked();
        job.size = size.get_untracked();
        standing.set(Standing::Working(Stage::Loading));
        leptos::task::spawn_local(async move {
            let told = move |stage| {
                if is_mine() {
                    standing.set(Standing::Working(stage));
                }
            };
            let made = typeset(job, told).await;
            if is_mine() {
                standing.set(match made {
                    Ok(made) => Standing::Made(Arc::new(made)),
                    Err(why) => Standing::Failed(why),
                });
            }
        });
    };
    make();
    let papers = Signal::derive(move || {
        let named = [
            (Paper::Letter, crate::t!("pdf.letter")),
            (Paper::A4, crate::t!("pdf.a4")),
            (Paper::Legal, crate::t!("pdf.legal")),
        ];
        named
            .into_iter()
            .filter(|(paper, _)| size.get() == Size::Whole || *paper != Paper::Legal)
            .map(|(paper, word)| (paper.as_str().to_owned(), word.to_owned()))
            .collect::<Vec<_>>()
    });
    let choose = move |chosen: String| {
        paper.set(Paper::named(&chosen));
        make();
    };
    let sizes = Signal::derive(|| {
        [
            ("whole", crate::t!("pdf.whole")),
            ("half", crate::t!("pdf.half")),
        ]
        .map(|(size, word)| (size.to_owned(), word.to_owned()))
        .to_vec()
    });
    let choose_size = move |chosen: String| {
        let half = chosen == "half";
        size.set(if half { Size::Half } else { Size::Whole });
        // Nobody cuts Legal in two.
        if half && paper.get_untracked() == Paper::Legal {
            paper.set(Paper::Letter);
        }
        make();
    };
    let size_value = move || match size.get() {
        Size::Whole => "whole".to_owned(),
        Size::Half => "half".to_owned(),
    };
    let half_text = move || match (size.get(), paper.get()) {
        (Size::Whole, _) => None,
        (Size::Half, Paper::A4) => Some(crate::t!("pdf.half_a4")),
        (Size::Half, _) => Some(crate::t!("pdf.half_letter")),
    };
    view! {
        <Segments
            label=crate::t!("pdf.paper")
            options=papers
            value=Signal::derive(move || paper.get().as_str().to_owned())
            on_change=choose
        />
        {is_sides.then(|| view! {
            <Segments
                label=crate::t!("pdf.size")
                options=sizes
                value=Signal::derive(size_value)
                on_change=choose_size
            />
            {move || half_text().map(|text| view! { <p class="muted">{text}</p> })}
        })}
        <div role="status">
            {move || match standing.get() {
                Standing::Working(stage) => {
                    let text = match stage {
                        Stage::Loading => crate::t!("pdf.loading"),
                        Stage::Setting => crate::t!("pdf.setting"),
                    };
                    view! { <p class="muted">{text}</p> }.into_any()
                }
                Standing::Made(made) => view! { <Ready made name open on_shared /> }.into_any(),
                Standing::Failed(why) => view! { <NotMade why make=Callback::new(move |()| make()) open /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Ready(
    made: Arc<Made>,
    name: Signal<String>,
    open: RwSignal<bool>,
    on_shared: Option<Callback<()>>,
) -> impl IntoView {
    let store = use_store();
    let save = {
        let made = made.clone();
        move || match files::save(&name.get_untracked(), MIME, &made.bytes) {
            Ok(()) => open.set(false),
            Err(why) => store.warn(crate::t!("schedule.not_saved", why = why)),
        }
    };
    let can_share = files::can_share_file(&name.get_untracked(), MIME);
    let share = {
        let made = made.clone();
        move || {
            let (made, name) = (made.clone(), name.get_untracked());
            leptos::task::spawn_local(async move {
                if files::share_file(&name, MIME, &made.bytes).await {
                    open.try_set(false);
                    if let Some(heard) = on_shared {
                        heard.try_run(());
                    }
                }
            });
        }
    };
    let lacking: Vec<String> = made.lacking.chars().map(String::from).collect();
    view! {
        <p>{crate::t!("pdf.ready", n = made.pages)}</p>
        {(!lacking.is_empty()).then(|| view! {
            <Note tone=Tone::Warn title=crate::t!("pdf.lacks")>
                <span>{crate::t!("pdf.lacks_text", letters = lacking.join(" "))}</span>
            </Note>
        })}
        <div class="line">
            <Button kind=ButtonKind::Main on_click=save>{crate::t!("pdf.save")}</Button>
            {can_share.then(|| view! { <Button on_click=share>{crate::t!("pdf.share")}</Button> })}
        </div>
    }
}

/// Why there is none, and what to do instead.
#[component]
fn NotMade(why: Failed, make: Callback<()>, open: RwSignal<bool>) -> impl IntoView {
    let (title, text) = match why {
        Failed::NotLoaded => (
            crate::t!("pdf.not_loaded"),
            crate::t!("pdf.not_loaded_text").to_owned(),
        ),
        Failed::Stopped => (
            crate::t!("pdf.stopped"),
            crate::t!("pdf.stopped_text").to_owned(),
        ),
        Failed::Refused(why) => (crate::t!("pdf.not_made"), why),
    };
    // The dialog itself must not be on the paper.
    let print = move || {
        open.set(false);
        gloo::timers::callback::Timeout::new(50, grid::print).forget();
    };
    view! {
        <Note tone=Tone::Bad title=title>
            <span>{text}</span>
        </Note>
        <div class="line">
            <Button kind=ButtonKind::Main on_click=print>{crate::t!("callsheet.print")}</Button>
            <Button on_click=make>{crate::t!("pdf.again")}</Button>
        </div>
    }
}
