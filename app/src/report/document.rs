//! The report, drawn from its body alone: the same live, frozen and on paper.

use std::sync::Arc;

use leptos::prelude::*;
use shared::clock;
use shared::eighths::Eighths;
use shared::report::{DailyReport, Penalty};

use super::people::{background, cast, crew};
use super::words::{day_count, figure, key, line, pages, reason, role, state, tally, time};
use crate::callsheet::revision;
use crate::floor::{date_text, minute_text, severity_word, short_date};
use crate::schedule::Code;
use crate::store::use_store;
use crate::t;

/// Draws a report. `paper` is the size that it is printed on.
#[component]
pub fn Document(
    report: Arc<DailyReport>,
    paper: Signal<String>,
    /// Of a frozen report.
    code: Option<Code>,
) -> impl IntoView {
    view! {
        <article class=move || format!("report-doc {}", paper.get()) aria-label=t!("report.title")>
            {head(&report, code)}
            <div class="report-columns">
                {key_times(&report)}
                {tallies(&report)}
            </div>
            {scenes(&report)}
            {owed(&report)}
            {cast(&report)}
            {background(&report)}
            {crew(&report)}
            {penalties(&report)}
            <div class="report-columns">
                {rolls(&report)}
                {meals(&report)}
            </div>
            {delays(&report)}
            {incidents(&report)}
            {notes(&report)}
            {signatures(&report)}
        </article>
    }
}

pub(super) fn part(title: &'static str, body: impl IntoView + 'static) -> AnyView {
    view! {
        <section class="report-part">
            <h3>{title}</h3>
            {body}
        </section>
    }
    .into_any()
}

/// The cell over a column; over the names of the rows stands nothing, which is no head.
fn head_cell(name: String) -> AnyView {
    if name.is_empty() {
        return view! { <td role="cell"></td> }.into_any();
    }
    view! { <th role="columnheader" scope="col">{name}</th> }.into_any()
}

/// A table; on a narrow screen each row becomes a card and each cell says its column.
pub(super) fn grid(class: &'static str, head: Vec<String>, rows: Vec<Vec<String>>) -> AnyView {
    let heads = head.clone();
    view! {
        <div class="report-box">
            <table class=format!("report-table {class}") role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        {head
                            .into_iter()
                            .map(head_cell)
                            .collect_view()}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {rows
                        .into_iter()
                        .map(|row| {
                            let cells = row
                                .into_iter()
                                .zip(heads.clone())
                                .map(|(cell, name)| view! { <td role="cell" data-label=name>{cell}</td> })
                                .collect_view();
                            view! { <tr role="row">{cells}</tr> }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

pub(super) fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

fn head(report: &DailyReport, code: Option<Code>) -> AnyView {
    let standing = match report.colour.is_empty() {
        true => t!("report.live").to_owned(),
        false => revision(report.number, &report.colour),
    };
    let sheet = match report.sheet_colour.is_empty() {
        true => t!("report.no_sheet").to_owned(),
        false => revision(report.sheet_number, &report.sheet_colour),
    };
    let date = |text: &str| {
        if text.is_empty() {
            String::new()
        } else {
            short_date(text)
        }
    };
    let facts = [
        (
            t!("report.script"),
            [report.script_colour.clone(), date(&report.script_date)]
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
        ),
        (t!("report.sheet"), sheet),
        (t!("report.started"), date(&report.start)),
        (t!("report.progress.finish"), date(&report.estimated_finish)),
        (
            t!("report.scheduled_finish"),
            date(&report.scheduled_finish),
        ),
        (t!("floor.weather"), report.weather.clone()),
        (t!("report.locations"), report.locations.join(", ")),
    ];
    view! {
        <header class="report-doc-head">
            <div>
                <p class="report-production">{report.title.clone()}</p>
                <p>{report.company.clone()}</p>
            </div>
            <div>
                <h2>{t!("report.title")}</h2>
                <p>{t!("report.day", n = report.day_number, of = report.days, date = date_text(&report.date))}</p>
            </div>
            <p class="report-standing">{standing}</p>
            {code.map(|code| view! {
                <div class="schedule-code">
                    <crate::invite::Qr text=code.qr label=t!("report.qr") />
                    <p class="n">{code.short}</p>
                </div>
            })}
            <dl class="report-facts">
                {facts
                    .into_iter()
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> })
                    .collect_view()}
            </dl>
        </header>
    }
    .into_any()
}

fn key_times(report: &DailyReport) -> AnyView {
    let rows = report
        .key_times
        .iter()
        .map(|row| vec![key(&row.what), time(row.planned), time(row.actual)])
        .collect();
    let head = names(&["", t!("report.planned"), t!("report.actual")]);
    part(t!("floor.keys"), grid("narrow", head, rows))
}

fn tallies(report: &DailyReport) -> AnyView {
    let rows: Vec<Vec<String>> = report
        .tally
        .iter()
        .filter(|row| row.total.is_some() || row.to_date > 0)
        .map(|row| {
            let maybe = |n: Option<i64>| n.map(|n| figure(row, n)).unwrap_or_default();
            vec![
                tally(&row.what),
                maybe(row.total),
                figure(row, row.previous),
                figure(row, row.today),
                figure(row, row.to_date),
                maybe(row.remaining),
            ]
        })
        .collect();
    let head = names(&[
        "",
        t!("report.total"),
        t!("report.previous"),
        t!("report.today"),
        t!("report.to_date"),
        t!("report.remaining"),
    ]);
    let days = report.day_counts.iter().map(|count| {
        let actual = count.actual.map(|n| n.to_string()).unwrap_or_default();
        vec![
            day_count(&count.what),
            count.scheduled.to_string(),
            count.due.to_string(),
            actual,
        ]
    });
    let days_head = names(&[
        "",
        t!("report.scheduled"),
        t!("report.due"),
        t!("report.actual"),
    ]);
    let body = view! {
        {grid("tally-table", head, rows)}
        {grid("narrow", days_head, days.collect())}
    };
    part(t!("report.tally"), body)
}

fn scenes(report: &DailyReport) -> AnyView {
    let rows: Vec<Vec<String>> = report
        .scenes
        .iter()
        .map(|s| {
            let mut word = state(&s.state).to_owned();
            if s.is_retake {
                word = t!("report.retake").to_owned();
            }
            if !s.is_scheduled {
                word = t!("report.extra", state = word);
            }
            let why: Vec<String> = [reason(&s.reason), s.note.clone()]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect();
            let inside = if s.int_ext.is_empty() {
                String::new()
            } else {
                format!("{}. ", s.int_ext)
            };
            let set = [format!("{inside}{}", s.set), s.time.clone()];
            let set: Vec<String> = set.into_iter().filter(|t| !t.is_empty()).collect();
            vec![
                s.number.clone(),
                set.join(" – "),
                word,
                Eighths(s.eighths).to_string(),
                Eighths(s.credited).to_string(),
                Eighths(s.left).to_string(),
                s.setups.to_string(),
                s.seconds
                    .map(|n| format!("{}:{:02}", n / 60, n % 60))
                    .unwrap_or_default(),
                why.join(", "),
            ]
        })
        .collect();
    if rows.is_empty() {
        return part(
            t!("floor.scenes"),
            view! { <p>{t!("report.no_scenes")}</p> },
        );
    }
    let head = names(&[
        t!("report.scene"),
        t!("report.set"),
        t!("report.state"),
        t!("report.pages"),
        t!("report.shot"),
        t!("report.left"),
        t!("floor.where.setups"),
        t!("floor.seconds"),
        t!("report.notes"),
    ]);
    part(t!("floor.scenes"), grid("scenes-table", head, rows))
}

fn owed(report: &DailyReport) -> Option<AnyView> {
    let day = |n: u32| {
        if n == 0 {
            "—".to_owned()
        } else {
            t!("floor.day", n = n)
        }
    };
    let rows: Vec<Vec<String>> = report
        .owed
        .iter()
        .map(|o| {
            vec![
                o.number.clone(),
                o.set.clone(),
                Eighths(o.left).to_string(),
                day(o.from_day),
                if o.to_day == 0 {
                    t!("report.unscheduled").to_owned()
                } else {
                    day(o.to_day)
                },
            ]
        })
        .collect();
    let head = names(&[
        t!("report.scene"),
        t!("report.set"),
        t!("report.left"),
        t!("report.owed_from"),
        t!("report.owed_to"),
    ]);
    (!rows.is_empty()).then(|| part(t!("report.progress.owed"), grid("", head, rows)))
}

/// What the rule is about, and where it stands; a report of an earlier version says it in one.
fn rule_of(penalty: &Penalty) -> String {
    let what = crate::words::find(&format!("rules.what.{}", penalty.what)).unwrap_or_default();
    let both = [what, &penalty.rule];
    let said: Vec<&str> = both.into_iter().filter(|text| !text.is_empty()).collect();
    said.join(", ")
}

fn note_of(penalty: &Penalty) -> String {
    let counted = match penalty.steps {
        0 => String::new(),
        n => t!("report.penalties_counted", n = n),
    };
    let both = [counted, penalty.text.clone()];
    let said: Vec<String> = both.into_iter().filter(|text| !text.is_empty()).collect();
    said.join(", ")
}

fn penalties(report: &DailyReport) -> Option<AnyView> {
    let rows: Vec<Vec<String>> = report
        .penalties
        .iter()
        .map(|p| {
            let cost = p
                .cost
                .map(|n| format!("{}.{:02} {}", n / 100, n.abs() % 100, p.currency));
            vec![
                p.name.clone(),
                rule_of(p),
                clock::length(p.short_min),
                cost.unwrap_or_default(),
                note_of(p),
            ]
        })
        .collect();
    let head = names(&[
        t!("report.name"),
        t!("report.rule"),
        t!("report.short"),
        t!("report.cost"),
        t!("report.notes"),
    ]);
    (!rows.is_empty()).then(|| {
        let body = view! {
            {grid("", head, rows)}
            <p class="muted">{t!("rules.check")}</p>
        };
        part(t!("report.penalties"), body)
    })
}

fn rolls(report: &DailyReport) -> Option<AnyView> {
    let of = |name: &'static str, rolls: &[shared::report::Roll]| {
        (!rolls.is_empty()).then(|| {
            let all: Vec<&str> = rolls.iter().map(|roll| roll.name.as_str()).collect();
            view! { <p><b>{name}": "</b>{all.join(", ")}</p> }
        })
    };
    if report.camera_rolls.is_empty() && report.sound_rolls.is_empty() {
        return None;
    }
    let body = view! {
        {of(t!("floor.line.camera_roll"), &report.camera_rolls)}
        {of(t!("floor.line.sound_roll"), &report.sound_rolls)}
    };
    Some(part(t!("report.rolls"), body))
}

fn meals(report: &DailyReport) -> Option<AnyView> {
    let plates = &report.plates;
    let all = [
        (t!("floor.plates.breakfasts"), plates.breakfasts),
        (t!("floor.plates.lunches"), plates.lunches),
        (t!("floor.plates.seconds"), plates.seconds),
    ];
    let shown: Vec<_> = all
        .into_iter()
        .filter_map(|(name, n)| Some((name, n?)))
        .collect();
    (!shown.is_empty()).then(|| {
        let rows = shown
            .into_iter()
            .map(|(name, n)| view! { <p><b>{name}": "</b>{n}</p> })
            .collect_view();
        part(t!("report.meals"), rows)
    })
}

fn delays(report: &DailyReport) -> Option<AnyView> {
    let mut rows: Vec<Vec<String>> = report
        .delays
        .iter()
        .map(|d| {
            vec![
                time(d.at),
                d.minutes.map(clock::length).unwrap_or_default(),
                reason(&d.reason),
                d.scene.clone(),
                d.text.clone(),
            ]
        })
        .collect();
    rows.extend(report.late.iter().map(|late| {
        vec![
            time(Some(late.came)),
            clock::length(late.came.saturating_sub(late.call)),
            t!("report.late_in").to_owned(),
            String::new(),
            late.name.clone(),
        ]
    }));
    let head = names(&[
        t!("report.at"),
        t!("report.minutes"),
        t!("report.reason"),
        t!("report.scene"),
        t!("report.notes"),
    ]);
    (!rows.is_empty()).then(|| part(t!("report.delays"), grid("", head, rows)))
}

fn incidents(report: &DailyReport) -> Option<AnyView> {
    let rows: Vec<Vec<String>> = report
        .incidents
        .iter()
        .map(|i| {
            vec![
                line(&i.what),
                time(i.at),
                i.place.clone(),
                i.severity.map(severity_word).unwrap_or_default(),
                i.text.clone(),
                i.by.clone(),
            ]
        })
        .collect();
    let head = names(&[
        t!("report.what"),
        t!("report.at"),
        t!("report.place"),
        t!("report.severity"),
        t!("report.notes"),
        t!("report.by"),
    ]);
    (!rows.is_empty()).then(|| part(t!("report.incidents"), grid("", head, rows)))
}

fn notes(report: &DailyReport) -> Option<AnyView> {
    let store = use_store();
    let lines = report
        .notes
        .iter()
        .map(|note| {
            let scene = match note.scene.is_empty() {
                true => String::new(),
                false => t!("floor.log.note", number = note.scene),
            };
            let about = [scene, note.by.clone(), minute_text(store, note.at_ms)];
            let about: Vec<String> = about.into_iter().filter(|t| !t.is_empty()).collect();
            view! { <li>{note.text.clone()} <small class="muted">{about.join(", ")}</small></li> }
        })
        .collect_view();
    (!report.notes.is_empty()).then(|| {
        part(
            t!("report.notes"),
            view! { <ul class="report-notes">{lines}</ul> },
        )
    })
}

/// Lines to sign on paper; who signed on a device stands beside the document.
fn signatures(report: &DailyReport) -> AnyView {
    let behind = report.progress.behind_eighths;
    let said = match behind {
        0 => t!("report.progress.even").to_owned(),
        n if n < 0 => t!("report.progress.pages_ahead", n = pages(-n)),
        n => t!("report.progress.pages_behind", n = pages(n)),
    };
    view! {
        <footer class="report-signatures">
            <p>{said}</p>
            {report
                .signers
                .iter()
                .map(|signer| view! { <p class="signature"><span>{signer.name.clone()}", "{role(&signer.role)}</span></p> })
                .collect_view()}
        </footer>
    }
    .into_any()
}
