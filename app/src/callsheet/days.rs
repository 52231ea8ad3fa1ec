//! All shoot days and their sheets: which is drafted, issued, out of date.

use leptos::prelude::*;
use shared::access::Audience;
use shared::callsheet::overview::{DayRow, KINDS, overview};
use shared::kind::Kind;

use super::verify::Verify;
use super::words::{date_text, maybe_time, pages, paint, revision};
use crate::floor::today;
use crate::shell::{path, use_production};
use crate::store::{Reading, use_store};
use crate::ui::*;

#[component]
pub fn CallSheetsRoom() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let today = Memo::new(move |_| today(store));
    let rows = Memo::new(move |_| {
        let mut kinds = KINDS.to_vec();
        kinds.push(Kind::Receipt);
        today.with(|today| store.with(&kinds, |book| overview(book, today)))
    });
    let keys = Memo::new(move |_| {
        rows.with(|rows| rows.iter().map(|r| r.day.clone()).collect::<Vec<_>>())
    });
    let row_of = move |day: shared::id::Id| {
        Memo::new(move |_| rows.with(|rows| rows.iter().find(|r| r.day == day).cloned()))
    };
    let is_read = Memo::new(move |_| store.reading.get() >= Reading::Whole);
    let is_empty = Memo::new(move |_| keys.with(Vec::is_empty));
    view! {
        <div class="callsheets-room stack">
            <RoomHead title=crate::t!("callsheet.all.title") />
            <Show
                when=move || !is_empty.get()
                fallback=move || view! { <NoDays is_read /> }
            >
                <ListCard label=crate::t!("callsheet.all.list")>
                    <For each=move || keys.get() key=|day| day.clone() let:day>
                        <Day row=row_of(day) production />
                    </For>
                </ListCard>
                <Verify />
            </Show>
        </div>
    }
}

#[component]
fn NoDays(is_read: Memo<bool>) -> impl IntoView {
    let production = use_production();
    view! {
        <Show when=move || is_read.get()>
            <Empty title=crate::t!("callsheet.all.empty") text=crate::t!("callsheet.all.empty_text")>
                <LinkButton kind=ButtonKind::Main href=Signal::derive(move || path(&production.get(), "board"))>
                    {crate::t!("callsheet.all.to_board")}
                </LinkButton>
            </Empty>
        </Show>
    }
}

#[component]
fn Day(row: Memo<Option<DayRow>>, production: Memo<shared::id::Id>) -> impl IntoView {
    move || row.get().map(|row| view! { <DayLine row production /> })
}

#[component]
fn DayLine(row: DayRow, production: Memo<shared::id::Id>) -> impl IntoView {
    let store = use_store();
    let may_write = Memo::new(move |_| store.may_write(&Audience::Plan));
    let name = crate::t!("callsheet.all.day", n = row.number);
    let date = if row.date.is_empty() {
        crate::t!("callsheet.no_date").to_owned()
    } else {
        date_text(&row.date)
    };
    let facts = [
        crate::t!("callsheet.all.scenes", n = row.scenes.len()),
        crate::t!("callsheet.pages_n", pages = pages(row.eighths)),
        row.locations.clone(),
        row.general_call.map_or_else(String::new, |_| {
            crate::t!("callsheet.all.call", time = maybe_time(row.general_call))
        }),
    ]
    .into_iter()
    .filter(|fact| !fact.is_empty())
    .collect::<Vec<_>>()
    .join(" · ");
    let draft = StoredValue::new(format!("callsheet/{}", row.day));
    let draft_href = Signal::derive(move || draft.with_value(|room| path(&production.get(), room)));
    let issue = row.newest.as_ref().map(|n| n.issue.id.clone());
    let sheet_href =
        issue.map(|id| Signal::derive(move || path(&production.get(), &format!("sheet/{id}"))));
    let (has_sheet, is_over) = (row.newest.is_some(), row.is_over);
    let accessible = StoredValue::new(name.clone());
    view! {
        <li class="sheet-day" class:over=is_over>
            <div class="when">
                <b>{name}</b>
                <span>{date}</span>
            </div>
            <p class="facts muted">{facts}</p>
            <State row />
            <div class="line">
                {sheet_href
                    .map(|href| {
                        view! {
                            <LinkButton href name=accessible.with_value(|day| crate::t!("callsheet.all.open_of", day = day))>
                                {crate::t!("callsheet.all.open")}
                            </LinkButton>
                        }
                    })}
                <Show when=move || may_write.get()>
                    <LinkButton
                        href=draft_href
                        kind=if has_sheet { ButtonKind::Quiet } else { ButtonKind::Second }
                        name=accessible
                            .with_value(|day| {
                                if has_sheet {
                                    crate::t!("callsheet.all.revise_of", day = day)
                                } else {
                                    crate::t!("callsheet.all.draft_of", day = day)
                                }
                            })
                    >
                        {if has_sheet { crate::t!("callsheet.all.revise") } else { crate::t!("callsheet.all.draft") }}
                    </LinkButton>
                </Show>
            </div>
        </li>
    }
}

#[component]
fn State(row: DayRow) -> impl IntoView {
    let Some(newest) = row.newest else {
        return view! { <p class="sheet-state"><Badge>{crate::t!("callsheet.all.none")}</Badge></p> }.into_any();
    };
    let issue = newest.issue;
    let tally = newest.tally;
    let done = tally.acknowledged >= tally.people;
    view! {
        <p class="sheet-state">
            <span class=format!("rev {}", paint(issue.number))>{revision(issue.number, &issue.colour)}</span>
            <Badge tone=if done { Tone::Good } else { Tone::None } mark=if done { "✓" } else { "◐" }>
                {crate::t!("callsheet.acknowledged_of", n = tally.acknowledged, of = tally.people)}
            </Badge>
            {(newest.changes > 0)
                .then(|| {
                    view! {
                        <Badge tone=Tone::Warn>{crate::t!("callsheet.all.changed", n = newest.changes)}</Badge>
                    }
                })}
            {issue
                .collides
                .then(|| view! { <Badge tone=Tone::Bad>{crate::t!("callsheet.collides_short")}</Badge> })}
            <small class="muted">{crate::t!("callsheet.issued_at", when = when_text(issue.issued_ms))}</small>
        </p>
    }
    .into_any()
}
