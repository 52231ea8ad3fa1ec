//! The room: what was frozen, who signs, what came late, the progress, and the document.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use shared::id::Id;
use shared::kind::Kind;
use shared::paper::{Room, qr_text};
use shared::pdf::{Job, Kind as PdfKind, Paper};
use shared::report::{self, DailyReport, times_csv};

use super::cost::PenaltyCost;
use super::cover::Cover;
use super::document::Document;
use super::late::Late;
use super::progress::ProgressCard;
use super::sign::Signers;
use super::state::{Daily, provide_daily};
use crate::floor::{FloorFrame, use_day};
use crate::pdf::{PdfButton, file_name};
use crate::platform::{files, grid};
use crate::schedule::Code;
use crate::shell::{path, use_production};
use crate::store::{Reading, use_store};
use crate::t;
use crate::ui::*;

/// The daily production report; `?day=` names a day, `?rev=` a frozen report or `live`.
#[component]
pub fn DailyRoom() -> impl IntoView {
    let params = use_params_map();
    let issue = Memo::new(move |_| params.with(|p| p.get("issue")).map(Id::new));
    view! {
        <Show when=move || issue.with(Option::is_none) fallback=move || view! { <ByCode issue /> }>
            <TheDay />
        </Show>
    }
    .into_any()
}

/// Where a code on paper leads: to the frozen report among those of its day.
#[component]
fn ByCode(issue: Memo<Option<Id>>) -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let navigate = use_navigate();
    let day = Memo::new(move |_| {
        let issue = issue.get()?;
        let frozen = store.with(&[Kind::Issue], |book| report::read(book, &issue))?;
        Some(frozen.0.cover.day)
    });
    Effect::new(move |_| {
        if let Some((day, issue)) = day.get().zip(issue.get_untracked()) {
            let room = format!("daily?day={day}&rev={issue}#{}", grid::fragment());
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&path(&production.get_untracked(), &room), options);
        }
    });
    let is_missing = move || store.reading.get() >= Reading::Whole && day.with(Option::is_none);
    view! {
        <RoomHead title=t!("report.title") />
        <Show when=is_missing>
            <Empty title=t!("schedule.not_held") text=t!("schedule.not_held_text")>
                <LinkButton
                    kind=ButtonKind::Main
                    href=Signal::derive(move || path(&production.get(), "daily"))
                >
                    {t!("report.title")}
                </LinkButton>
            </Empty>
        </Show>
    }
}

#[component]
fn TheDay() -> impl IntoView {
    let day = use_day();
    let daily = provide_daily(day);
    let paper = Signal::derive(move || {
        daily
            .paper
            .get()
            .or_else(|| of_body(daily))
            .unwrap_or_default()
    });
    let papers = Signal::stored(vec![
        ("a4".to_owned(), t!("report.paper.a4").to_owned()),
        ("letter".to_owned(), t!("report.paper.letter").to_owned()),
        ("legal".to_owned(), t!("report.paper.legal").to_owned()),
    ]);
    view! {
        <div class="daily-room">
            <RoomHead title=t!("report.title")>
                <Show when=move || daily.body.with(Option::is_some)>
                    <SelectField
                        label=t!("report.paper")
                        quiet=true
                        value=paper
                        options=papers
                        on_commit=move |chosen| daily.paper.set(Some(chosen))
                    />
                    <Button on_click=move || grid::print()>
                        <Icon icon=IconName::Print />
                        {t!("callsheet.print")}
                    </Button>
                    <PdfButton job=pdf(daily, PdfKind::DailyReport) name=pdf_name(daily, "daily report") />
                    <PdfButton
                        job=pdf(daily, PdfKind::ExhibitG)
                        name=pdf_name(daily, "exhibit g")
                        label=t!("report.exhibit_pdf")
                    />
                    <Button on_click=move || save(daily)>{t!("report.csv")}</Button>
                </Show>
            </RoomHead>
            <FloorFrame day>
                <div class="daily">
                    <div class="daily-side no-print">
                        <Cover />
                        <Signers />
                        <Late />
                        <ProgressCard />
                        <PenaltyCost />
                    </div>
                    {move || daily.body.get().map(|report| view! { <Document report paper code=code(daily) /> })}
                    <Show when=move || daily.shown.with(Option::is_some) && daily.body.with(Option::is_none)>
                        <Note tone=Tone::Bad title=t!("callsheet.sheet.illegible")>
                            <span>{t!("callsheet.sheet.illegible_text")}</span>
                        </Note>
                    </Show>
                </div>
            </FloorFrame>
        </div>
    }
    .into_any()
}

/// What is made a PDF of: the report that is shown, on its own paper unless another was chosen.
fn pdf(daily: Daily, kind: PdfKind) -> Callback<(), Result<Job, String>> {
    let store = daily.store;
    Callback::new(move |()| {
        let shown = daily.shown.get_untracked();
        let relay = untrack(|| store.relay());
        let job = match (shown, daily.live.get_untracked()) {
            (Some(frozen), _) => store
                .peek(|book| shared::pdf::issued_report(book, kind, &frozen, relay.as_deref()))
                .map_err(|why| why.to_string())?,
            (None, Some(live)) => store.peek(|book| shared::pdf::report(book, kind, &live)),
            (None, None) => return Err(t!("report.no_body").to_owned()),
        };
        Ok(match daily.paper.get_untracked() {
            Some(paper) => Job {
                paper: Paper::named(&paper),
                ..job
            },
            None => job,
        })
    })
}

fn pdf_name(daily: Daily, what: &'static str) -> Signal<String> {
    Signal::derive(move || {
        let name = |report: &DailyReport| {
            let standing = match report.colour.as_str() {
                "" => "draft",
                colour => colour,
            };
            file_name(&[&report.title, what, &report.date, standing])
        };
        daily
            .body
            .with(|b| b.as_deref().map(name).unwrap_or_default())
    })
}

/// The code of the frozen report that is shown; the live one has none.
fn code(daily: Daily) -> Option<Code> {
    let cover = daily.shown.get()?.cover;
    let production = daily.production.get();
    let relay = daily.store.relay();
    let qr = qr_text(
        &production,
        Room::Report,
        &cover.id,
        &cover.hash,
        relay.as_deref(),
    );
    Some(Code {
        short: cover.code(),
        qr,
    })
}

fn of_body(daily: Daily) -> Option<String> {
    let paper = daily
        .body
        .with(|body| body.as_ref().map(|b| b.paper.clone()))?;
    Some(if paper.is_empty() {
        "a4".to_owned()
    } else {
        paper
    })
}

fn save(daily: Daily) {
    let Some(report) = daily.body.get_untracked() else {
        return;
    };
    let name = format!("times-day-{}-{}.csv", report.day_number, report.date);
    let text = times_csv([&*report]);
    if let Err(why) = files::save(&name, "text/csv", text.as_bytes()) {
        daily.store.warn(t!("schedule.not_saved", why = why));
    }
}
