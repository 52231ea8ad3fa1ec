//! The rows of an import, each with what it would do and what is odd about it.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::people::import::{Deed, ImportRow, LeftOut, Preview, Skipped};

use crate::ui::*;

use super::problems::{email_problem, phone_problem};

#[component]
pub fn PreviewList(found: Memo<Preview>, out: RwSignal<BTreeSet<usize>>) -> impl IntoView {
    let skipped = Memo::new(move |_| found.with(|found| found.skipped.clone()));
    view! {
        <Show when=move || !skipped.with(Vec::is_empty)>
            <details open>
                <summary>{move || crate::t!("people.import.skipped", n = skipped.with(Vec::len))}</summary>
                <ul class="import-rows">
                    {move || skipped.get().into_iter().map(left_out).collect_view()}
                </ul>
            </details>
        </Show>
        <ul class="import-rows" aria-label=crate::t!("people.import.preview")>
            {move || found.with(|found| {
                found.rows.iter().map(|row| view! { <Row row=row.clone() out /> }).collect_view()
            })}
        </ul>
    }
}

fn left_out(skipped: Skipped) -> impl IntoView {
    let why = match skipped.why {
        LeftOut::NoName => crate::t!("people.import.row_no_name").to_owned(),
        LeftOut::Twice { line } => crate::t!("people.import.row_twice", line = line),
    };
    view! {
        <li class="import-row">
            <span class="muted">{crate::t!("people.import.line", line = skipped.line)}</span>
            <span class="grow">{skipped.text} <small class="muted">{why}</small></span>
        </li>
    }
}

fn field_word(field: &'static str) -> &'static str {
    match field {
        "name" => crate::t!("people.name"),
        "department" => crate::t!("people.column.department"),
        "position" => crate::t!("people.position"),
        "phone" => crate::t!("people.phone"),
        "email" => crate::t!("people.email"),
        "start" => crate::t!("people.start"),
        "finish" => crate::t!("people.finish"),
        "character" => crate::t!("people.part_name"),
        "emergency_name" => crate::t!("people.emergency"),
        "emergency_phone" => crate::t!("people.emergency_phone"),
        "diet" => crate::t!("people.diet"),
        _ => crate::t!("people.notes"),
    }
}

#[component]
fn Row(row: ImportRow, out: RwSignal<BTreeSet<usize>>) -> impl IntoView {
    let line = row.line;
    let mut problems = Vec::new();
    problems.extend(row.phone_problem.map(phone_problem));
    problems.extend(row.email_problem.map(|p| email_problem(p).to_owned()));
    problems.extend(
        row.odd_date
            .map(|date| crate::t!("people.import.odd_date", date = date)),
    );
    let (badge, does_something) = match &row.deed {
        Deed::Add => (
            view! { <Badge tone=Tone::Good mark="+">{crate::t!("people.import.add")}</Badge> }
                .into_any(),
            true,
        ),
        Deed::Change { fields, .. } => {
            let words: Vec<&str> = fields.iter().map(|field| field_word(field)).collect();
            let text = crate::t!("people.import.change", fields = words.join(", "));
            (
                view! { <Badge tone=Tone::Warn mark="△">{text}</Badge> }.into_any(),
                true,
            )
        }
        Deed::Same { .. } => (
            view! { <Badge mark="=">{crate::t!("people.import.same")}</Badge> }.into_any(),
            false,
        ),
    };
    let mut about = vec![row.department];
    about.extend(
        row.fields
            .into_iter()
            .filter(|(f, _)| matches!(*f, "position" | "phone" | "email"))
            .map(|(_, t)| t),
    );
    about.extend((!row.character.is_empty()).then(|| {
        format!("{} {}", row.number, row.character)
            .trim()
            .to_owned()
    }));
    about.retain(|text| !text.is_empty());
    let name = row.name;
    view! {
        <li class="import-row">
            <label>
                <input type="checkbox" disabled=!does_something
                    prop:checked=move || does_something && !out.with(|out| out.contains(&line))
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        out.update(|out| {
                            if on { out.remove(&line); } else { out.insert(line); }
                        });
                    } />
                <span class="grow">
                    <b>{name}</b>
                    <small class="muted">{about.join(" · ")}</small>
                    {problems.into_iter().map(|text| view! { <small class="import-problem">{text}</small> }).collect_view()}
                </span>
                {badge}
            </label>
        </li>
    }
}
