//! Breakdown sheets, one a scene, and lists of elements.

use leptos::prelude::*;
use shared::clock;
use shared::eighths::Eighths;
use shared::schedule::{Entry, Line, ListGroup, Schedule};

use crate::callsheet::draft_text;
use crate::floor::date_text;
use crate::platform::paper::paper;

use super::document::needs;
use super::words::{column, heading};

/// Every scene's sheet (DOMAIN 3.3: the fields of its head).
pub fn sheets(schedule: &Schedule) -> AnyView {
    // Sheets are taken apart and handed on one by one: each names its draft.
    let draft = draft_text(&schedule.script_colour, &schedule.script_date);
    schedule
        .parts
        .iter()
        .flat_map(|part| &part.lines)
        .enumerate()
        .map(|(n, line)| sheet(n + 1, line, &draft))
        .collect_view()
        .into_any()
}

fn sheet(n: usize, line: &Line, draft: &str) -> AnyView {
    let day = match line.day_number {
        0 => crate::t!("schedule.no_day").to_owned(),
        n if line.date.is_empty() => crate::t!("schedule.day", n = n),
        n => crate::t!("schedule.day_on", n = n, date = date_text(&line.date)),
    };
    let facts = [
        ("sheet", n.to_string()),
        ("pages", Eighths(line.eighths).to_string()),
        ("page", line.page.clone()),
        ("script_day", line.script_day.clone()),
        ("sequence", line.sequence.clone()),
        ("unit", line.unit.clone()),
        ("location", line.location.clone()),
        (
            "est_min",
            line.est_min.map(clock::length).unwrap_or_default(),
        ),
        ("day", day),
        ("comments", line.comments.clone()),
        ("draft", draft.to_owned()),
    ];
    view! {
        <section class=format!("breakdown-sheet {}", paper(line.paint.clone()))>
            <h3><span class="no">{line.number.clone()}</span>" "{heading(line)}</h3>
            {(!line.synopsis.is_empty()).then(|| view! { <p>{line.synopsis.clone()}</p> })}
            <dl class="sheet-facts">
                {facts
                    .into_iter()
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(key, text)| view! { <div><dt>{column(key)}</dt><dd>{text}</dd></div> })
                    .collect_view()}
            </dl>
            {if line.needs.is_empty() {
                view! { <p class="muted">{crate::t!("schedule.needs_nothing")}</p> }.into_any()
            } else {
                needs(&line.needs)
            }}
        </section>
    }
    .into_any()
}

/// Elements by category with their scenes and days.
pub fn lists(schedule: &Schedule) -> AnyView {
    if schedule.groups.is_empty() {
        return view! { <p class="muted">{crate::t!("schedule.no_elements")}</p> }.into_any();
    }
    schedule.groups.iter().map(list).collect_view().into_any()
}

fn list(group: &ListGroup) -> AnyView {
    view! {
        <section class="element-group">
            <h3><span class="letter">{group.letter.clone()}</span>" "{group.name.clone()}</h3>
            <table class="schedule-elements" role="table" aria-label=group.name.clone()>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{column("name")}</th>
                        <th role="columnheader" scope="col">{column("scenes")}</th>
                        <th role="columnheader" scope="col">{column("days")}</th>
                        <th role="columnheader" scope="col">{column("pages")}</th>
                        <th role="columnheader" scope="col">{column("notes")}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{group.entries.iter().map(entry).collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn entry(entry: &Entry) -> AnyView {
    let days: Vec<String> = entry.days.iter().map(u32::to_string).collect();
    let notes: Vec<String> = [entry.department.clone(), entry.notes.clone()]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {(!entry.number.is_empty()).then(|| view! { <b class="n">{entry.number.clone()}</b>" " })}
                {entry.name.clone()}
            </th>
            <td role="cell" data-label=column("scenes")>{entry.scenes.join(", ")}</td>
            <td role="cell" data-label=column("days")>{days.join(", ")}</td>
            <td role="cell" class="n" data-label=column("pages")>{Eighths(entry.eighths).to_string()}</td>
            <td role="cell" data-label=column("notes")>{notes.join(". ")}</td>
        </tr>
    }
    .into_any()
}
