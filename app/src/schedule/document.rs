//! One document, drawn from its body alone: the same on a screen, on paper, as a draft and issued.

use std::sync::Arc;

use leptos::prelude::*;
use shared::clock;
use shared::eighths::Eighths;
use shared::schedule::{Basis, LegendLine, Line, Needs, Part, Schedule, What};

use crate::callsheet::{draft_text, revision};
use crate::floor::date_text;
use crate::platform::paper::paper;
use crate::scene::side_and_part;

use super::grid::{Press, grid};
use super::sheets::{lists, sheets};
use super::words::{column, heading, title};

/// The code of an issued document, for the eye and for a camera.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    pub short: String,
    pub qr: String,
}

/// Draws a document.
#[component]
pub fn Document(
    schedule: Arc<Schedule>,
    /// What is not issued says so, also on paper.
    #[prop(optional)]
    is_draft: bool,
    /// What stands at the foot of each page.
    #[prop(optional, into)]
    foot: String,
    #[prop(optional_no_strip)] code: Option<Code>,
    /// What a press on the day out of days does.
    #[prop(optional_no_strip)]
    press: Option<Press>,
) -> impl IntoView {
    let what = What::parse(&schedule.what).unwrap_or_default();
    let body = match what {
        What::OneLiner | What::Shooting | What::Chronological => scenes(&schedule, what),
        What::DayOutOfDays => grid(&schedule, press),
        What::BreakdownSheets => sheets(&schedule),
        What::ElementList => lists(&schedule),
    };
    let size = if schedule.paper == "letter" {
        "letter"
    } else {
        "a4"
    };
    let turn = if what == What::DayOutOfDays {
        "wide"
    } else {
        "high"
    };
    let foot = if foot.is_empty() {
        format!(
            "{} · {} · {}",
            schedule.title,
            title(what, &schedule.of_name),
            crate::t!("schedule.draft")
        )
    } else {
        foot
    };
    view! {
        <article class=format!("schedule-doc {} {size} {turn}", what.as_str()) aria-label=title(what, &schedule.of_name)>
            {head(&schedule, what, is_draft, code)}
            {body}
            {legend(&schedule)}
            <p class="schedule-foot">{foot}</p>
        </article>
    }
}

fn head(schedule: &Schedule, what: What, is_draft: bool, code: Option<Code>) -> AnyView {
    let script = draft_text(&schedule.script_colour, &schedule.script_date);
    let standing = if is_draft {
        crate::t!("schedule.draft").to_owned()
    } else {
        revision(schedule.number, &schedule.colour)
    };
    let facts = [
        (crate::t!("schedule.board"), schedule.board.clone()),
        (crate::t!("schedule.script"), script),
        (crate::t!("schedule.issued_on"), date_text(&schedule.date)),
    ];
    let sums = match what {
        What::DayOutOfDays => crate::t!("schedule.sum_days", days = schedule.days),
        _ => crate::t!(
            "schedule.sums",
            days = schedule.days,
            scenes = schedule.scenes,
            pages = Eighths(schedule.eighths)
        ),
    };
    view! {
        <header class="schedule-head">
            <div>
                <p class="schedule-title">{schedule.title.clone()}</p>
                <p>{schedule.company.clone()}</p>
            </div>
            <div>
                <h2 class="schedule-name">{title(what, &schedule.of_name)}</h2>
                <p>{sums}</p>
                {basis(schedule).map(|words| view! { <p>{words}</p> })}
            </div>
            <div class="schedule-facts">
                <p class="schedule-rev">{standing}</p>
                {facts
                    .into_iter()
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(name, text)| view! { <p><b>{name}": "</b>{text}</p> })
                    .collect_view()}
            </div>
            {code.map(|code| view! {
                <div class="schedule-code">
                    <crate::invite::Qr text=code.qr label=crate::t!("schedule.qr") />
                    <p class="n">{code.short}</p>
                </div>
            })}
        </header>
    }
    .into_any()
}

/// Says what a day out of days goes by, where that is not the plan alone.
fn basis(schedule: &Schedule) -> Option<String> {
    if Basis::parse(&schedule.basis) == Basis::Planned {
        return None;
    }
    let reported = schedule.columns.iter().filter(|c| c.reported).count();
    Some(match reported {
        0 => crate::t!("schedule.basis.nothing").to_owned(),
        n => crate::t!("schedule.basis.reported", n = n),
    })
}

fn scenes(schedule: &Schedule, what: What) -> AnyView {
    let with_day = what == What::Chronological;
    let columns = 6;
    let is_plain = schedule.parts.iter().all(|part| part.lines.is_empty());
    if is_plain {
        return view! { <p class="muted">{crate::t!("schedule.nothing_in_days")}</p> }.into_any();
    }
    view! {
        <table class="schedule-lines" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{column("number")}</th>
                    <th role="columnheader" scope="col">{column("set")}</th>
                    <th role="columnheader" scope="col">{column("pages")}</th>
                    <th role="columnheader" scope="col">{column("cast")}</th>
                    <th role="columnheader" scope="col">{column("location")}</th>
                    <th role="columnheader" scope="col">
                        {if with_day { column("day") } else { column("est_min") }}
                    </th>
                </tr>
            </thead>
            {schedule
                .parts
                .iter()
                .map(|part| {
                    view! {
                        <tbody role="rowgroup">
                            {(part.number > 0).then(|| day_head(part, columns))}
                            {part.lines.iter().map(|l| line(l, with_day, columns)).collect_view()}
                            {(part.number > 0).then(|| day_end(part, columns))}
                        </tbody>
                    }
                })
                .collect_view()}
        </table>
    }
    .into_any()
}

fn day_head(part: &Part, columns: u32) -> AnyView {
    let words = [
        crate::t!("schedule.day", n = part.number),
        date_text(&part.date),
        part.text.clone(),
        part.location.clone(),
    ];
    let words: Vec<String> = words.into_iter().filter(|t| !t.is_empty()).collect();
    view! {
        <tr role="row" class="sched-day">
            <th role="rowheader" scope="rowgroup" colspan=columns>{words.join(" · ")}</th>
        </tr>
    }
    .into_any()
}

/// By custom the day's sum stands behind its work (DOMAIN 3.5).
fn day_end(part: &Part, columns: u32) -> AnyView {
    let date = date_text(&part.date);
    let mut words = match date.is_empty() {
        true => crate::t!(
            "schedule.end",
            n = part.number,
            pages = Eighths(part.eighths)
        ),
        false => crate::t!(
            "schedule.end_on",
            n = part.number,
            date = date,
            pages = Eighths(part.eighths)
        ),
    };
    if let Some(minutes) = part.est_min {
        words.push_str(&format!(" · {}", clock::length(minutes)));
    }
    view! {
        <tr role="row" class="sched-end">
            <td role="cell" colspan=columns>{words}</td>
        </tr>
    }
    .into_any()
}

fn line(line: &Line, with_day: bool, columns: u32) -> AnyView {
    if line.scene.is_none() {
        return view! {
            <tr role="row" class="sched-banner">
                <td role="cell" colspan=columns>
                    {line.set.clone()}
                    {line.est_min.map(|min| format!(" · {}", clock::length(min)))}
                </td>
            </tr>
        }
        .into_any();
    }
    let last = match (with_day, line.day_number) {
        (true, 0) => crate::t!("schedule.no_day").to_owned(),
        (true, n) => {
            let date = date_text(&line.date);
            match date.is_empty() {
                true => crate::t!("schedule.day", n = n),
                false => crate::t!("schedule.day_on", n = n, date = date),
            }
        }
        (false, _) => line.est_min.map(clock::length).unwrap_or_default(),
    };
    let pages = if line.omitted {
        String::new()
    } else {
        Eighths(line.eighths).to_string()
    };
    let more: Vec<String> = [
        (!line.script_day.is_empty())
            .then(|| crate::t!("schedule.script_day", n = line.script_day)),
        (line.background > 0).then(|| crate::t!("schedule.background", n = line.background)),
    ]
    .into_iter()
    .flatten()
    .collect();
    view! {
        <tr role="row" class=format!("sched-scene {}", paper(line.paint.clone()))>
            <th role="rowheader" scope="row" class="no">{line.number.clone()}</th>
            <td role="cell" class="set">
                <b>{heading(line)}</b>
                {line.omitted.then(|| view! { " "<span>{crate::t!("scene.omitted")}</span> })}
                {(!line.synopsis.is_empty()).then(|| view! { <span class="synopsis">{line.synopsis.clone()}</span> })}
                {(!more.is_empty()).then(|| view! { <span class="more">{more.join(" · ")}</span> })}
            </td>
            <td role="cell" class="n pages" data-label=column("pages")>{pages}</td>
            <td role="cell" class="cast" data-label=column("cast")>{line.cast.join(", ")}</td>
            <td role="cell" class="place">{line.location.clone()}</td>
            <td role="cell" class="n last">{last}</td>
        </tr>
        {(!line.needs.is_empty()).then(|| view! {
            <tr role="row" class="sched-needs">
                <td role="cell" colspan=columns>{needs(&line.needs)}</td>
            </tr>
        })}
    }
    .into_any()
}

/// What the colours mean; the words stand on every line as well.
fn legend(schedule: &Schedule) -> Option<AnyView> {
    let lines = shared::schedule::legend(schedule);
    let line = |line: LegendLine| {
        let words: Vec<String> = line
            .papers
            .iter()
            .map(|(side, part)| side_and_part(*side, *part))
            .collect();
        view! {
            <li>
                <i class=paper(line.paint) aria-hidden="true"></i>
                {words.join(", ")}
            </li>
        }
    };
    (!lines.is_empty()).then(|| {
        view! {
            <ul class="schedule-legend" aria-label=crate::t!("schedule.legend")>
                {lines.into_iter().map(line).collect_view()}
            </ul>
        }
        .into_any()
    })
}

/// What a scene needs, category by category.
pub fn needs(needs: &[Needs]) -> AnyView {
    view! {
        <dl class="schedule-needs">
            {needs
                .iter()
                .map(|group| view! {
                    <div>
                        <dt>{group.name.clone()}</dt>
                        {group.items.iter().map(|item| view! { <dd>{item.clone()}</dd> }).collect_view()}
                    </div>
                })
                .collect_view()}
        </dl>
    }
    .into_any()
}
