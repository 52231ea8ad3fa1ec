//! The printed sheet, front and back, black and white: exists on the page, shows on paper only.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use shared::callsheet::diff::{Together, heading, together};
use shared::callsheet::sections::{self, SheetSection};
use shared::callsheet::{
    CallSheet, CastLine, Change, CrewGroup, Issued, Place, SceneLine, redacted,
};
use shared::clock;
use shared::paper::{Room, qr_text};
use shared::pdf::Version;

use super::changes::{Values, in_words};
use super::sheet::use_sheet;
use super::words::{
    date_on_paper, date_text, field, maybe_time, pages, revision, role, sheet_field, time_text,
    word,
};
use crate::store::use_store;

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

/// Which sheet the paper is, in words: colour says nothing on a copy.
struct Standing {
    /// "REV 1 BLUE", or that it is a preview, or that it is redacted.
    words: String,
    /// The code that people compare; a preview has none.
    code: String,
}

impl Standing {
    fn of(cover: &Issued, version: Version) -> Self {
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

fn foot(standing: &Standing, sheet: &CallSheet) -> String {
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

fn front_head(standing: &Standing, sheet: &CallSheet, qr: Option<String>) -> AnyView {
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

fn back_head(standing: &Standing, sheet: &CallSheet) -> AnyView {
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

/// The hazards, and with them who may not be on set: every sheet shows this section.
fn safety(sheet: &CallSheet) -> AnyView {
    let safety = sheet.safety.trim().to_owned();
    view! {
        <div class="paper-notices">
            {(!safety.is_empty())
                .then(|| view! { <p class="paper-safety pre"><b>{field("safety")} ": "</b>{safety}</p> })}
            <p class="paper-rules">{crate::t!("callsheet.paper.rules")}</p>
        </div>
    }
    .into_any()
}

fn ground(sheet: &CallSheet) -> AnyView {
    let rows: Vec<AnyView> = sheet.locations.iter().map(place).collect();
    let base: Vec<(&'static str, String)> = vec![
        (field("basecamp"), sheet.basecamp.clone()),
        (field("parking"), sheet.parking.clone()),
    ];
    view! {
        <table class="grid paper-places">
            <thead>
                <tr>
                    <th>{sheet_field(sheet, "location")}</th>
                    <th>{crate::t!("callsheet.paper.way")}</th>
                    <th>{field("hospital")}</th>
                </tr>
            </thead>
            <tbody>
                {rows}
                <tr>
                    <td colspan="3">
                        {base
                            .into_iter()
                            .filter(|(_, text)| !text.is_empty())
                            .map(|(name, text)| view! { <span class="paper-fact"><b>{name} ": "</b>{text}</span> })
                            .collect_view()}
                    </td>
                </tr>
            </tbody>
        </table>
    }
    .into_any()
}

fn place(place: &Place) -> AnyView {
    let pin = place
        .lat
        .zip(place.lon)
        .map(|(lat, lon)| shared::callsheet::diff::pin(lat, lon));
    let contact = [place.contact.clone(), place.contact_phone.clone()].join(" ");
    let way: Vec<String> = [
        place.address.replace('\n', ", "),
        pin.unwrap_or_default(),
        place.notes.clone(),
        contact.trim().to_owned(),
    ]
    .into_iter()
    .filter(|t| !t.is_empty())
    .collect();
    let hospital: Vec<String> = [
        place.hospital.name.clone(),
        place.hospital.address.replace('\n', ", "),
        place.hospital.phone.clone(),
    ]
    .into_iter()
    .filter(|t| !t.is_empty())
    .collect();
    view! {
        <tr>
            <td><b>{place.name.clone()}</b></td>
            <td>{way.join(" · ")}</td>
            <td>{hospital.join(" · ")}</td>
        </tr>
    }
    .into_any()
}

/// The heads of a scene's size and of the day's sum: pages, or time.
fn size_heads(sheet: &CallSheet) -> (&'static str, &'static str) {
    match sections::counts_pages(sheet.produces()) {
        true => (
            crate::t!("callsheet.col.pages"),
            crate::t!("callsheet.paper.total"),
        ),
        false => (
            crate::t!("callsheet.col.length"),
            crate::t!("callsheet.paper.total_length"),
        ),
    }
}

fn scenes(sheet: &CallSheet) -> AnyView {
    let kind = sheet.produces();
    let (size, total) = size_heads(sheet);
    let row = |line: &SceneLine| {
        if line.scene.is_none() {
            return view! {
                <tr class="paper-banner">
                    <td>{maybe_time(line.start)}</td>
                    <td colspan="6">{line.set.clone()}</td>
                </tr>
            }
            .into_any();
        }
        let below = [line.synopsis.clone(), line.notes.clone()]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        view! {
            <tr>
                <td>{maybe_time(line.start)}</td>
                <td><b>{line.number.clone()}</b></td>
                <td><b>{heading(line)}</b> {(!below.is_empty()).then(|| view! { <br /> {below} })}</td>
                <td>{line.script_day.clone()}</td>
                <td class="n">{sections::size_text(kind, line)}</td>
                <td>{line.cast.join(", ")}</td>
                <td>{line.location.clone()}</td>
            </tr>
        }
        .into_any()
    };
    view! {
        <table class="grid">
            <thead>
                <tr>
                    <th>{crate::t!("callsheet.col.start")}</th>
                    <th>{word(sheet, "scene", crate::t!("callsheet.col.scene"))}</th>
                    <th>{crate::t!("callsheet.col.set")}</th>
                    <th>{crate::t!("callsheet.paper.script_day")}</th>
                    <th>{size}</th>
                    <th>{crate::t!("callsheet.col.cast")}</th>
                    <th>{crate::t!("callsheet.col.location")}</th>
                </tr>
            </thead>
            <tbody>
                {sheet.scenes.iter().map(row).collect_view()}
                <tr class="paper-total">
                    <td colspan="4">{total}</td>
                    <td class="n">{sections::total_text(kind, &sheet.scenes)}</td>
                    <td colspan="2"></td>
                </tr>
            </tbody>
        </table>
    }
    .into_any()
}

fn cast(sheet: &CallSheet) -> AnyView {
    if sheet.cast.is_empty() {
        return ().into_any();
    }
    let times = ["pickup", "call", "makeup", "wardrobe", "set"];
    let row = |line: &CastLine| {
        let minor = if line.minor {
            format!(" {}", crate::t!("callsheet.paper.minor"))
        } else {
            String::new()
        };
        let call = if line.on_call {
            crate::t!("callsheet.on_call_short").to_owned()
        } else {
            maybe_time(line.call)
        };
        view! {
            <tr>
                <td><b>{line.number.clone()}</b></td>
                <td>{format!("{}{minor}", line.name)}</td>
                <td>{line.character.clone()}</td>
                <td>{line.status.clone()}</td>
                <td>{maybe_time(line.pickup)}</td>
                <td><b>{call}</b></td>
                <td>{maybe_time(line.makeup)}</td>
                <td>{maybe_time(line.wardrobe)}</td>
                <td>{maybe_time(line.set)}</td>
                <td>{line.remarks.clone()}</td>
            </tr>
        }
    };
    view! {
        <table class="grid">
            <thead>
                <tr>
                    <th>{crate::t!("callsheet.col.number")}</th>
                    <th>{word(sheet, "cast", crate::t!("callsheet.cast"))}</th>
                    <th>{sheet_field(sheet, "character")}</th>
                    <th>{crate::t!("callsheet.col.status")}</th>
                    {times.map(|name| view! { <th>{field(name)}</th> }).collect_view()}
                    <th>{field("remarks")}</th>
                </tr>
            </thead>
            <tbody>{sheet.cast.iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn background(sheet: &CallSheet) -> AnyView {
    if sheet.background.is_empty() {
        return ().into_any();
    }
    view! {
        <table class="grid">
            <thead>
                <tr>
                    <th>{field("count")}</th>
                    <th>{word(sheet, "background", crate::t!("callsheet.background"))}</th>
                    <th>{field("call")}</th>
                    <th>{field("set")}</th>
                    <th>{field("remarks")}</th>
                </tr>
            </thead>
            <tbody>
                {sheet
                    .background
                    .iter()
                    .map(|line| {
                        let count = if line.count > 0 { line.count.to_string() } else { String::new() };
                        view! {
                            <tr>
                                <td>{count}</td>
                                <td>{line.name.clone()}</td>
                                <td><b>{maybe_time(line.call)}</b></td>
                                <td>{maybe_time(line.set)}</td>
                                <td>{line.remarks.clone()}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}

fn crew(sheet: &CallSheet) -> AnyView {
    let group = |group: &CrewGroup| {
        let name = if group.name.is_empty() {
            crate::t!("callsheet.no_department").to_owned()
        } else {
            group.name.clone()
        };
        view! {
            <table class="grid paper-department">
                <thead><tr><th colspan="4">{name}</th></tr></thead>
                <tbody>
                    {group
                        .people
                        .iter()
                        .map(|line| {
                            let call = if line.on_call {
                                crate::t!("callsheet.on_call_short").to_owned()
                            } else {
                                maybe_time(line.call)
                            };
                            view! {
                                <tr>
                                    <td>{line.position.clone()}</td>
                                    <td>{line.name.clone()}</td>
                                    <td class="paper-phone">{line.phone.clone()}</td>
                                    <td class="n"><b>{call}</b></td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        }
    };
    view! { <div class="paper-crew">{sheet.crew.iter().map(group).collect_view()}</div> }.into_any()
}

fn advance(sheet: &CallSheet) -> AnyView {
    if sheet.advance.is_empty() {
        return ().into_any();
    }
    view! {
        <table class="grid">
            <thead>
                <tr>
                    <th colspan="2">{crate::t!("callsheet.advance")}</th>
                    <th>{crate::t!("callsheet.col.set")}</th>
                    <th>{crate::t!("callsheet.col.pages")}</th>
                    <th>{crate::t!("callsheet.col.cast")}</th>
                    <th>{crate::t!("callsheet.col.location")}</th>
                </tr>
            </thead>
            <tbody>
                {sheet
                    .advance
                    .iter()
                    .flat_map(|day| {
                        let date = match day.date.is_empty() {
                            true => crate::t!("callsheet.all.day", n = day.day_number),
                            false => date_text(&day.date),
                        };
                        day.scenes
                            .iter()
                            .enumerate()
                            .map(move |(n, scene)| {
                                let date = if n == 0 { date.clone() } else { String::new() };
                                view! {
                                    <tr>
                                        <td>{date}</td>
                                        <td><b>{scene.number.clone()}</b></td>
                                        <td>{heading(scene)}</td>
                                        <td class="n">{pages(scene.eighths)}</td>
                                        <td>{scene.cast.join(", ")}</td>
                                        <td>{scene.location.clone()}</td>
                                    </tr>
                                }
                            })
                            .collect::<Vec<_>>()
                    })
                    .collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}

fn said(name: &'static str, text: &str) -> AnyView {
    let text = text.trim().to_owned();
    if text.is_empty() {
        return ().into_any();
    }
    view! { <p class="paper-said pre"><b>{field(name)} ": "</b>{text}</p> }.into_any()
}

/// What this revision changed, in words: colour says nothing on a copy.
fn changed(changes: &[Change]) -> AnyView {
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
