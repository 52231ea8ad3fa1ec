//! What stands above and below the tables: which sheet it is, who runs the day, what changed.

use leptos::prelude::*;
use shared::callsheet::diff::{Together, together};
use shared::callsheet::{CallSheet, Change, Issued};
use shared::clock;
use shared::pdf::Version;

use crate::callsheet::changes::{Values, in_words};
use crate::callsheet::words::{
    date_on_paper, date_text, maybe_time, revision, role, sheet_field, time_text, word,
};

/// Which sheet the paper is, in words: colour says nothing on a copy.
pub(super) struct Standing {
    /// "REV 1 BLUE", or that it is a preview, or that it is redacted.
    words: String,
    /// The code that people compare; a preview has none.
    code: String,
}

impl Standing {
    pub(super) fn of(cover: &Issued, version: Version) -> Self {
        let rev = crate::t!(
            "callsheet.paper.rev",
            rev = revision(cover.number, &cover.colour).to_uppercase()
        );
        match version {
            Version::Whole => Self {
                words: rev,
                code: cover.code(),
            },
            Version::Preview => Self {
                words: crate::t!("pdf.preview").to_owned(),
                code: String::new(),
            },
            Version::Redacted => Self {
                words: format!(
                    "{rev} · {}",
                    crate::t!("callsheet.paper.redacted").to_uppercase()
                ),
                code: cover.code(),
            },
        }
    }
}

pub(super) fn foot(standing: &Standing, sheet: &CallSheet) -> String {
    [
        sheet.title.clone(),
        crate::t!("callsheet.day_of", n = sheet.day_number, days = sheet.days),
        date_on_paper(&sheet.date),
        standing.words.clone(),
        standing.code.clone(),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(" · ")
}

pub(super) fn front_head(standing: &Standing, sheet: &CallSheet, qr: Option<String>) -> AnyView {
    let people: Vec<AnyView> = sheet
        .contacts
        .iter()
        .map(|c| {
            view! { <tr><th>{role(&c.role)}</th><td>{c.name.clone()}</td><td>{c.phone.clone()}</td></tr> }.into_any()
        })
        .collect();
    let office = sheet.office_phone.clone();
    let general = sheet
        .general_call
        .map(time_text)
        .unwrap_or_else(|| "–".into());
    let lunch = sheet.lunch.map(|at| match sheet.lunch_min {
        Some(length) => crate::t!(
            "callsheet.lunch_for",
            time = time_text(at),
            length = clock::length(length)
        ),
        None => time_text(at),
    });
    let facts: Vec<(String, String)> = vec![
        (
            sheet_field(sheet, "shooting_call"),
            maybe_time(sheet.shooting_call),
        ),
        (sheet_field(sheet, "breakfast"), maybe_time(sheet.breakfast)),
        (sheet_field(sheet, "lunch"), lunch.unwrap_or_default()),
        (sheet_field(sheet, "wrap"), maybe_time(sheet.wrap)),
        (sheet_field(sheet, "sunrise"), maybe_time(sheet.sunrise)),
        (sheet_field(sheet, "sunset"), maybe_time(sheet.sunset)),
    ];
    let script = [sheet.script_colour.clone(), date_text(&sheet.script_date)]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    view! {
        <header class="paper-head">
            <div>
                <p class="paper-title">{sheet.title.clone()}</p>
                <p>{sheet.company.clone()}</p>
                <table class="bare">
                    {people}
                    {(!office.is_empty())
                        .then(|| view! { <tr><th>{role("office")}</th><td></td><td>{office}</td></tr> })}
                </table>
            </div>
            <div class="paper-middle">
                <p class="paper-kind">{word(sheet, "title", crate::t!("callsheet.paper.title"))}</p>
                <p class="paper-date">{date_on_paper(&sheet.date)}</p>
                <p>{crate::t!("callsheet.day_of", n = sheet.day_number, days = sheet.days)}</p>
                <p class="paper-call-label">{sheet_field(sheet, "general_call")}</p>
                <p class="paper-call">{general}</p>
            </div>
            <div class="paper-right">
                <div class="paper-rev">
                    <div>
                        <p class="paper-rev-name">{standing.words.clone()}</p>
                        <p class="paper-code">{standing.code.clone()}</p>
                        {(!script.is_empty())
                            .then(|| view! { <p>{crate::t!("callsheet.paper.script", script = script)}</p> })}
                    </div>
                    {qr.map(|text| view! { <crate::invite::Qr text label=crate::t!("callsheet.sheet.qr") /> })}
                </div>
                <table class="bare">
                    {facts
                        .into_iter()
                        .filter(|(_, text)| !text.is_empty())
                        .map(|(name, text)| view! { <tr><th>{name}</th><td>{text}</td></tr> })
                        .collect_view()}
                </table>
                <p>{sheet.weather.clone()}</p>
            </div>
        </header>
    }
    .into_any()
}

pub(super) fn back_head(standing: &Standing, sheet: &CallSheet) -> AnyView {
    let what = word(sheet, "title", crate::t!("callsheet.paper.title"));
    view! {
        <header class="paper-back-head">
            <p class="paper-title">{sheet.title.clone()}</p>
            <p>{crate::t!("callsheet.paper.back", what = what, date = date_on_paper(&sheet.date))}</p>
            <p class="paper-rev-name">{standing.words.clone()}</p>
            <p class="paper-call-line">
                {sheet_field(sheet, "general_call")} " " <b>{maybe_time(sheet.general_call)}</b>
            </p>
        </header>
    }
    .into_any()
}

/// What this revision changed, in words: colour says nothing on a copy.
pub(super) fn changed(changes: &[Change]) -> AnyView {
    const SHOWN: usize = 16;
    // A text this long, in bytes, stands on the sheet already; here it only takes its place.
    const LONG: usize = 160;
    if changes.is_empty() {
        return ().into_any();
    }
    let all = together(changes);
    let line = |line: &Together| {
        let (what, values) = in_words(line);
        match values {
            Values::Both(_, to) if to.len() > LONG => {
                crate::t!("callsheet.paper.rewritten", what = what).into_any()
            }
            Values::Both(from, to) if from.len() > LONG => format!("{what}: {to}").into_any(),
            Values::Both(from, to) if !from.is_empty() && !to.is_empty() => {
                crate::t!("callsheet.paper.change", what = what, from = from, to = to).into_any()
            }
            Values::Both(from, to) => format!("{what}: {from}{to}").into_any(),
            text => view! { {what} ": " {text.into_view()} }.into_any(),
        }
    };
    let mut lines: Vec<AnyView> = all.iter().take(SHOWN).map(line).collect();
    if all.len() > SHOWN {
        lines.push(crate::t!("callsheet.paper.more", n = all.len() - SHOWN).into_any());
    }
    view! {
        <div class="paper-changes">
            <b>{crate::t!("callsheet.paper.changes")}</b>
            <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        </div>
    }
    .into_any()
}
