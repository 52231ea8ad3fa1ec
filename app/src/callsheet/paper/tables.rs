//! The sections of the printed sheet.

use leptos::prelude::*;
use shared::callsheet::diff::heading;
use shared::callsheet::sections;
use shared::callsheet::{CallSheet, CastLine, CrewGroup, Place, SceneLine};

use crate::callsheet::words::{date_text, field, maybe_time, pages, sheet_field, word};

/// The hazards, and with them who may not be on set: every sheet shows this section.
pub(super) fn safety(sheet: &CallSheet) -> AnyView {
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

pub(super) fn ground(sheet: &CallSheet) -> AnyView {
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

pub(super) fn scenes(sheet: &CallSheet) -> AnyView {
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

pub(super) fn cast(sheet: &CallSheet) -> AnyView {
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

pub(super) fn background(sheet: &CallSheet) -> AnyView {
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

pub(super) fn crew(sheet: &CallSheet) -> AnyView {
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

pub(super) fn advance(sheet: &CallSheet) -> AnyView {
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

pub(super) fn said(name: &'static str, text: &str) -> AnyView {
    let text = text.trim().to_owned();
    if text.is_empty() {
        return ().into_any();
    }
    view! { <p class="paper-said pre"><b>{field(name)} ": "</b>{text}</p> }.into_any()
}
