//! The room: what was frozen, who signs, what came late, the progress, and the document.

use leptos::prelude::*;
use shared::report::times_csv;

use super::cost::PenaltyCost;
use super::cover::Cover;
use super::document::Document;
use super::late::Late;
use super::progress::ProgressCard;
use super::sign::Signers;
use super::state::{Daily, provide_daily};
use crate::floor::{FloorFrame, use_day};
use crate::platform::{files, grid};
use crate::t;
use crate::ui::*;

/// The daily production report; `?day=` names a day, `?rev=` a frozen report or `live`.
#[component]
pub fn DailyRoom() -> impl IntoView {
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
                    {move || daily.body.get().map(|report| view! { <Document report paper /> })}
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
